package io.lotledger.projections.cte.findings;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which events error declarations name in place of an event. An event that names itself corrects nothing. */
final class Corrections {
    private final Map<String, Set<String>> named = new HashMap<>();
    private final Map<String, Set<String>> namedBy = new HashMap<>();

    /** What the declarations of some events name, and the declarations of the events that these name, and so on. */
    static Corrections from(JdbcClient jdbc, UUID organisation, Collection<String> eventIds, long logPosition) {
        Corrections corrections = new Corrections();
        if (eventIds.isEmpty()) return corrections;
        jdbc.sql("""
                        with recursive reached(id) as (
                            select unnest(cast(:eventIds as text[]))
                            union
                            select c.corrective_id
                              from reached r
                              join error_declaration d on d.organisation = :organisation and d.event_id = r.id
                              join error_correction c on c.position = d.position
                             where d.position <= :position
                        )
                        select d.event_id, c.corrective_id
                          from reached r
                          join error_declaration d on d.organisation = :organisation and d.event_id = r.id
                          join error_correction c on c.position = d.position
                         where d.position <= :position
                         order by d.position, c.ordinal
                        """)
                .param("eventIds", eventIds.toArray(String[]::new))
                .param("organisation", organisation)
                .param("position", logPosition)
                .query(row -> {
                    corrections.add(row.getString("event_id"), row.getString("corrective_id"));
                });
        return corrections;
    }

    /** The same with one more. */
    void add(String eventId, String corrective) {
        if (eventId.equals(corrective)) return;
        named.computeIfAbsent(eventId, id -> new LinkedHashSet<>()).add(corrective);
        namedBy.computeIfAbsent(corrective, id -> new LinkedHashSet<>()).add(eventId);
    }

    /**
     * An event and those that stand in for it, if each of them leads back to it: all are declared erroneous, and no
     * correction is in force. Empty if it has none or one leads elsewhere.
     */
    List<String> circle(String eventId) {
        Set<String> reached = reached(named, eventId);
        if (!reached(namedBy, eventId).containsAll(reached)) return List.of();
        return Stream.concat(
                        reached.stream().filter(eventId::equals),
                        reached.stream().filter(id -> !id.equals(eventId)))
                .toList();
    }

    private static Set<String> reached(Map<String, Set<String>> links, String eventId) {
        Set<String> reached = new LinkedHashSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(eventId));
        while (!open.isEmpty()) {
            for (String next : links.getOrDefault(open.remove(), Set.of())) if (reached.add(next)) open.add(next);
        }
        return reached;
    }
}
