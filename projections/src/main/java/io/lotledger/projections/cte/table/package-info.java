/** Keeps classified events in a table that follows the log. */
@NullMarked
package io.lotledger.projections.cte.table;

import org.jspecify.annotations.NullMarked;
