/** Reconciles shipments with receipts and adds up what came into and went out of a lot. */
@NullMarked
package io.lotledger.projections.cte.balance;

import org.jspecify.annotations.NullMarked;
