/** Reads the facts of events into the lineage tables. */
@NullMarked
package io.lotledger.projections.lineage.facts;

import org.jspecify.annotations.NullMarked;
