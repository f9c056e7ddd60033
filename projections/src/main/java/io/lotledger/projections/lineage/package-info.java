/**
 * Lots and their lineage: queries, traces, reachability and cycles. Facts are kept by log position; conclusions are drawn when asked.
 */
@NullMarked
package io.lotledger.projections.lineage;

import org.jspecify.annotations.NullMarked;
