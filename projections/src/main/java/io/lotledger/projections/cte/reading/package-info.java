/** Reads one event of a trace: its lots, units, places, products, amounts and documents. */
@NullMarked
package io.lotledger.projections.cte.reading;

import org.jspecify.annotations.NullMarked;
