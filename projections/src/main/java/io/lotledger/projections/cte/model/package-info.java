/**
 * The results of classification: critical tracking events with their key data elements, findings, mass balances and
 * timelines.
 */
@NullMarked
package io.lotledger.projections.cte.model;

import org.jspecify.annotations.NullMarked;
