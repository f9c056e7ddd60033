package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;

/** Makes the {@link Basis} of a row. */
final class Bases {
    private Bases() {}

    static Basis of(Happening at, LotKey lot, String reason) {
        EpcisEvent event = at.event();
        return new Basis(event.eventID(), event.eventTime(), event.fields().eventTimeZoneOffset(), lot, reason);
    }
}
