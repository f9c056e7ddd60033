@NullMarked
package io.lotledger.api.lots;

import org.jspecify.annotations.NullMarked;
