/** Keeps reads fast while projections and captures run, and threads free while clients send slowly. */
@NullMarked
package io.lotledger.api.load;

import org.jspecify.annotations.NullMarked;
