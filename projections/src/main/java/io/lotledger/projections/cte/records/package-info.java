/** Tells the movements of a lot from each other, and joins the events that record one of them. */
@NullMarked
package io.lotledger.projections.cte.records;

import org.jspecify.annotations.NullMarked;
