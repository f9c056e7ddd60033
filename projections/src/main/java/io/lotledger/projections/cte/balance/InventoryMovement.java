package io.lotledger.projections.cte.balance;

import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;

/** So much of a lot that came to be, moved, or ended at a place. */
public record InventoryMovement(Kind kind, ResolvedEvent at, LotAmount amount, String place) {
    public enum Kind {
        PRODUCED,
        SHIPPED,
        RECEIVED,
        CONSUMED,
        SOLD,
        DESTROYED;

        public boolean addsToPlace() {
            return this == PRODUCED || this == RECEIVED;
        }
    }
}
