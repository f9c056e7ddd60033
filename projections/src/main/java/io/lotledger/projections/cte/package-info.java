/**
 * Critical tracking events of 21 CFR 1 Subpart S. Each room below does one step: {@code model} names the results, {@code reading} reads
 * one event with its lots, {@code classify} decides, {@code rows} fills FDA's tabs, {@code balance} and {@code findings} check, {@code answers} summarises, {@code table} stores.
 */
@NullMarked
package io.lotledger.projections.cte;

import org.jspecify.annotations.NullMarked;
