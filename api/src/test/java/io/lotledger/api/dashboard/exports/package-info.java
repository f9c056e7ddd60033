@NullMarked
package io.lotledger.api.dashboard.exports;

import org.jspecify.annotations.NullMarked;
