package io.lotledger.projections.cte.table;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.lineage.LotLineage;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the latest derivations read events as. */
public final class ReadEvents {
    private final JdbcClient jdbc;

    public ReadEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * An event as it concerns one lot.
     *
     * @param cte the word of {@code lotledger:cte}; {@code none} if the event is no critical tracking event of the lot
     * @param reason a readable explanation
     */
    public record ReadAs(LotKey lot, String cte, String reason) {}

    /** Every lot that the event concerns, also through a unit that held it, in URI order. */
    public List<ReadAs> of(UUID organisation, String eventID) {
        return jdbc.sql("""
                        select l.organisation, l.uri, l.gtin, l.lot, c.cte, c.reason
                          from critical_tracking_event c
                          join lot l on l.lot_id = c.lot_id
                         where c.organisation = :organisation and c.event_id = :eventId
                         order by l.uri, c.cte
                        """)
                .param("organisation", organisation)
                .param("eventId", eventID)
                .query((row, n) ->
                        new ReadAs(LotLineage.lot(row, n).key(), row.getString("cte"), row.getString("reason")))
                .list();
    }

    /** The number of a document as on FDA's spreadsheet: {@code BOL-9013}; blank if its URI holds none. */
    public static String documentNumber(BizTransaction document) {
        return ReferenceDocumentReader.numberOf(document);
    }
}
