/** Builds the rows of FDA's tabs from classified events. */
@NullMarked
package io.lotledger.projections.cte.rows;

import org.jspecify.annotations.NullMarked;
