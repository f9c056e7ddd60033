package io.lotledger.projections.index;

import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where the log holds an event and its error declarations. */
public final class EventPositions {
    private final JdbcClient jdbc;

    public EventPositions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Log positions in the order of capture. */
    public List<Long> of(UUID organisation, String eventID) {
        return jdbc.sql("""
                        select position from event where organisation = :organisation and event_id = :eventId
                        union all
                        select position from error_declaration where organisation = :organisation and event_id = :eventId
                         order by position
                        """)
                .param("organisation", organisation)
                .param("eventId", eventID)
                .query(Long.class)
                .list();
    }
}
