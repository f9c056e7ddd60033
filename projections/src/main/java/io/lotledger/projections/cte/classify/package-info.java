/** Classifies an event as a critical tracking event of a lot, with the reason. */
@NullMarked
package io.lotledger.projections.cte.classify;

import org.jspecify.annotations.NullMarked;
