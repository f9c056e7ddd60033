package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.reading.ResolvedEvent;

/** Creates the {@link Basis} of a row. */
final class RowBasis {
    private RowBasis() {}

    static Basis of(ResolvedEvent at, LotKey lot, String reason) {
        EpcisEvent event = at.event();
        return new Basis(event.eventID(), event.eventTime(), event.fields().eventTimeZoneOffset(), lot, reason);
    }
}
