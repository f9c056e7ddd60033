package io.lotledger.projections.cte.balance;

import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;

/** An amount of a lot that was produced, moved or used up at a place. */
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
