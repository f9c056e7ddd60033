package io.lotledger.projections.lineage.lots;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Picks lots of an organisation at random. */
public final class LotSample {
    private final JdbcClient jdbc;

    public LotSample(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Fewer when the organisation has fewer. Each of its lots is as likely as any other; it reads them all. */
    public List<UUID> of(UUID organisation, int count) {
        return jdbc.sql("select lot_id from lot where organisation = :organisation order by random() limit :count")
                .param("organisation", organisation)
                .param("count", count)
                .query(UUID.class)
                .list();
    }
}
