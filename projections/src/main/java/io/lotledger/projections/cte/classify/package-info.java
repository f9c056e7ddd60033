/** Decides which critical tracking event an event is for a lot, and says why. */
@NullMarked
package io.lotledger.projections.cte.classify;

import org.jspecify.annotations.NullMarked;
