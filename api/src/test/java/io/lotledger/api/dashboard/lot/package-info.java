@NullMarked
package io.lotledger.api.dashboard.lot;

import org.jspecify.annotations.NullMarked;
