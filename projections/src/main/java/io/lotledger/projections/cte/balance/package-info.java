/** Reconciles shipments with receipts, and balances the quantities of a lot. */
@NullMarked
package io.lotledger.projections.cte.balance;

import org.jspecify.annotations.NullMarked;
