package io.lotledger.projections.lineage.lots;

import io.lotledger.ingest.capture.UsedLots;
import io.lotledger.projections.lineage.LotIds;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The events that are the input end of an edge of the lineage. */
public final class ProjectedUses implements UsedLots {
    private final JdbcClient jdbc;

    public ProjectedUses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Set<String> usingEvents(UUID organisation, Collection<UUID> lots) {
        return jdbc.sql("""
                        select input_event
                          from lot_edge
                         where organisation = :organisation and from_lot = any(cast(:lots as uuid[])) and until is null
                         group by input_event
                         order by max(input_position) desc, input_event
                         limit 1000
                        """)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .query(String.class)
                .set();
    }
}
