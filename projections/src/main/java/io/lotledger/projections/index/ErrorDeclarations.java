package io.lotledger.projections.index;

import io.lotledger.ingest.capture.DeclaredEvents;
import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The projected error declarations of events. */
public final class ErrorDeclarations implements DeclaredEvents {
    private final JdbcClient jdbc;
    private final LoggedDocuments documents;

    public ErrorDeclarations(JdbcClient jdbc, LoggedDocuments documents) {
        this.jdbc = jdbc;
        this.documents = documents;
    }

    /** @param position of the declaration's log entry */
    public record Declared(long position, KeptEvent declaration) {}

    /** The events whose error declarations name the event as their correction, in capture order. */
    public List<String> correctedBy(UUID organisation, String eventID) {
        return jdbc.sql("""
                        select event_id
                          from error_correction
                         where organisation = :organisation and corrective_id = :eventId
                         group by event_id
                         order by min(position)
                        """)
                .param("organisation", organisation)
                .param("eventId", CanonicalUri.eventID(eventID))
                .query(String.class)
                .list();
    }

    @Override
    public Map<String, Set<String>> corrections(UUID organisation, Collection<String> eventIDs) {
        Map<String, Set<String>> corrections = new HashMap<>();
        jdbc.sql("""
                        select d.event_id, c.id
                          from error_declaration d
                          left join lateral unnest(d.corrective_event_ids) c(id) on true
                         where d.organisation = :organisation and d.event_id = any(:eventIds)
                        """)
                .param("organisation", organisation)
                .param("eventIds", eventIDs.toArray(String[]::new))
                .query(row -> {
                    Set<String> of = corrections.computeIfAbsent(row.getString("event_id"), id -> new TreeSet<>());
                    @Nullable String corrective = row.getString("id");
                    if (corrective != null) of.add(corrective);
                });
        return corrections;
    }

    /** The error declarations of an event, in capture order; each carries the event's own ID. */
    public List<Declared> of(UUID organisation, String eventID) {
        List<Long> positions = jdbc.sql("""
                        select position from error_declaration
                         where organisation = :organisation and event_id = :eventId
                         order by position
                        """)
                .param("organisation", organisation)
                .param("eventId", eventID)
                .query(Long.class)
                .list();
        List<Declared> declared = new ArrayList<>(positions.size());
        documents.each(
                positions,
                logged -> declared.add(
                        new Declared(logged.position(), new KeptEvent(logged.document(), logged.recordTime()))));
        declared.sort(Comparator.comparingLong(Declared::position));
        return declared;
    }
}
