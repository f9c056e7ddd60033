package io.lotledger.projections.index;

import io.lotledger.ingest.document.event.KeptEvent;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The projected error declarations of events. */
public final class ErrorDeclarations {
    private final JdbcClient jdbc;

    public ErrorDeclarations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param position of the declaration's log entry */
    public record Declared(long position, KeptEvent declaration) {}

    /** The error declarations of an event, in capture order; each carries the event's own ID. */
    public List<Declared> of(UUID organisation, String eventID) {
        return jdbc.sql("""
                        select position, document, record_time from error_declaration
                         where organisation = :organisation and event_id = :eventId
                         order by position
                        """)
                .param("organisation", organisation)
                .param("eventId", eventID)
                .query((row, number) -> new Declared(
                        row.getLong("position"),
                        new KeptEvent(
                                row.getString("document"),
                                row.getObject("record_time", OffsetDateTime.class)
                                        .toInstant())))
                .list();
    }
}
