@NullMarked
package io.lotledger.api.dashboard.keys;

import org.jspecify.annotations.NullMarked;
