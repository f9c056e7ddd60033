package io.lotledger.projections.cte;

/** So much of a lot that came to be, moved, or ended at a place. */
record Flow(Kind kind, Happening at, LotAmount amount, String place) {
    enum Kind {
        PRODUCED,
        SHIPPED,
        RECEIVED,
        CONSUMED,
        SOLD,
        DESTROYED;

        boolean addsToPlace() {
            return this == PRODUCED || this == RECEIVED;
        }
    }
}
