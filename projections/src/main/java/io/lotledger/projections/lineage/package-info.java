/**
 * Lots and their lineage: queries, traces, reachability and cycles. The tables keep facts by log position; queries
 * derive the conclusions.
 */
@NullMarked
package io.lotledger.projections.lineage;

import org.jspecify.annotations.NullMarked;
