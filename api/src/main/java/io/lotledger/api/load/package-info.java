/** Keeps reads fast while projections and captures run. */
@NullMarked
package io.lotledger.api.load;

import org.jspecify.annotations.NullMarked;
