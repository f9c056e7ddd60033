@NullMarked
package io.lotledger.api.dashboard.find;

import org.jspecify.annotations.NullMarked;
