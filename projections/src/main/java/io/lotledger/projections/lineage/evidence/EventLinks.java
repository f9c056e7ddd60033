package io.lotledger.projections.lineage.evidence;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the events behind a link between two lots, including those declared erroneous. */
public final class EventLinks {
    private final JdbcClient jdbc;

    public EventLinks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param position of the declaration in the log */
    public record Declared(
            long position, Instant declared, @Nullable String reason, List<String> correctiveEventIds) {
        public Declared {
            correctiveEventIds = List.copyOf(correctiveEventIds);
        }
    }

    /** Log positions of the events that link the lots up to the position, those of links in force first. */
    public List<Long> between(UUID organisation, UUID from, UUID to, long logPosition) {
        return jdbc.sql("""
                        select e.position
                          from lot_edge l
                         cross join lateral (values (l.input_position), (l.output_position)) e(position)
                         where l.organisation = :organisation and l.from_lot = :from and l.to_lot = :to and l.since <= :position
                         group by e.position
                         order by bool_or(l.until is null or l.until > :position) desc, e.position
                        """)
                .param("organisation", organisation)
                .param("from", from)
                .param("to", to)
                .param("position", logPosition)
                .query(Long.class)
                .list();
    }

    /** Log positions of the events that made the lot, up to the position, those in force first. */
    public List<Long> making(UUID organisation, UUID lot, long logPosition, int limit) {
        return jdbc.sql("""
                        select e.position
                          from event_lot f
                          join event e on e.position = f.position
                         where f.organisation = :organisation and f.lot_id = :lot and e.position <= :position
                           and (f.role = 'output' or (f.role = 'what' and e.action = 'ADD'))
                         group by e.position
                         order by (e.until is null or e.until > :position) desc, e.event_time, e.position
                         limit :limit
                        """)
                .param("organisation", organisation)
                .param("lot", lot)
                .param("position", logPosition)
                .param("limit", limit)
                .query(Long.class)
                .list();
    }

    /** Error declarations by event id, in log order. */
    public Map<String, List<Declared>> declarations(UUID organisation, Collection<String> eventIds) {
        Map<String, List<Declared>> declared = new HashMap<>();
        jdbc.sql("""
                        select event_id, position, declaration_time, reason, corrective_event_ids
                          from error_declaration
                         where organisation = :organisation and event_id = any(:ids)
                         order by position
                        """)
                .param("organisation", organisation)
                .param("ids", eventIds.toArray(String[]::new))
                .query(row -> {
                    declared.computeIfAbsent(row.getString("event_id"), id -> new ArrayList<>())
                            .add(new Declared(
                                    row.getLong("position"),
                                    Objects.requireNonNull(row.getObject("declaration_time", OffsetDateTime.class))
                                            .toInstant(),
                                    row.getString("reason"),
                                    List.of((String[])
                                            row.getArray("corrective_event_ids").getArray())));
                });
        return declared;
    }
}
