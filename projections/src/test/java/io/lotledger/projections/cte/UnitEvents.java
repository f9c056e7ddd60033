package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.WAREHOUSE;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;

/** What a packer says of a logistic unit at noon: what is packed into it, and that it is shipped to the warehouse. */
final class UnitEvents {
    static final String NOON = "2026-04-19T12:00:00-05:00";

    private UnitEvents() {}

    static EventBuilder packed(String parent) {
        return unit(parent, Action.ADD, "packing").on(NOON);
    }

    static EventBuilder shippedUnit(String sscc) {
        return observe("shipping")
                .on(NOON)
                .readAt(PACKER)
                .epc(sscc)
                .from(PACKER)
                .to(WAREHOUSE);
    }
}
