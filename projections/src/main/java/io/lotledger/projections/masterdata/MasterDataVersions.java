package io.lotledger.projections.masterdata;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.Collection;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Master data as known at a log position. */
public final class MasterDataVersions {
    private final JdbcClient jdbc;

    public MasterDataVersions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** All that is known of what the events mention, and of the products of the lots; in one question. */
    public MasterData knownAt(
            UUID organisation, long logPosition, Collection<EpcisEvent> events, Collection<LotKey> lots) {
        Mentions mentions = new Mentions();
        events.forEach(mentions::add);
        lots.forEach(lot -> mentions.product(lot.uri()));
        return knownAt(organisation, logPosition, mentions);
    }

    private MasterData knownAt(UUID organisation, long logPosition, Mentions mentions) {
        return new KnownMasterData(jdbc.sql("""
                        select vocabulary, id, since, attributes
                          from master_data
                         where organisation = :organisation
                           and since <= :position and (until is null or until > :position)
                           and (id = any(:ids) or uri = any(:uris) or gln = any(:glns) or gtin = any(:gtins))
                        """)
                .param("organisation", organisation)
                .param("position", logPosition)
                .param("ids", mentions.ids.toArray(String[]::new))
                .param("uris", mentions.uris.toArray(String[]::new))
                .param("glns", mentions.glns.toArray(String[]::new))
                .param("gtins", mentions.gtins.toArray(String[]::new))
                .query((row, n) -> new Element(
                        row.getString("vocabulary"),
                        row.getString("id"),
                        row.getLong("since"),
                        AttributesJson.read(row.getString("attributes"))))
                .list());
    }
}
