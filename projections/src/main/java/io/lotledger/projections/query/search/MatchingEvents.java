package io.lotledger.projections.query.search;

import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.Condition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/**
 * Finds the events that may match one of many queries, each of which asks for single values and a range of event times. The
 * index holds digests, so who asks tests what an event says.
 */
public final class MatchingEvents {
    private static final Map<String, String> PREFIXES = Map.of("lotledger", JsonLdContext.LOTLEDGER);

    private final JdbcClient jdbc;

    public MatchingEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * The eventIDs of those that stand.
     *
     * @param queries parameters, each with one value
     * @param most of one query: the newest by event time
     */
    public Set<String> ofAny(UUID organisation, Collection<Map<String, String>> queries, int most) {
        if (queries.isEmpty()) return Set.of();
        return statement("", organisation, queries, most).query(String.class).set();
    }

    /** @param before what PostgreSQL is to do with it, such as {@code explain} */
    StatementSpec statement(String before, UUID organisation, Collection<Map<String, String>> queries, int most) {
        List<EventQuery> all = queries.stream()
                .distinct()
                .map(one -> EventQuery.ofPath(one, PREFIXES))
                .toList();
        return jdbc.sql(before + """
                        select found.event_id
                          from unnest(cast(:keys as text[]), cast(:from as timestamptz[]), cast(:before as timestamptz[]))
                               as asked(keys, event_from, event_before)
                         cross join lateral (
                               with matching as materialized ( -- first by keys: in the order of time it would read too far
                                   select position, event_time
                                     from queried_event
                                    where organisation = :organisation and keys @> cast(asked.keys as bigint[])
                               )
                               select e.event_id
                                 from matching m
                                cross join lateral ( -- one by one: how many match is not known
                                      select event_id from event where position = m.position and until is null offset 0
                                      ) as e
                                where (asked.event_from is null or m.event_time >= asked.event_from)
                                  and (asked.event_before is null or m.event_time < asked.event_before)
                                order by m.event_time desc, e.event_id
                                limit :most
                               ) as found
                        """)
                .param("organisation", organisation)
                .param("keys", text(all, query -> keys(organisation, query)))
                .param("from", text(all, query -> query.eventTime().from()))
                .param("before", text(all, query -> query.eventTime().before()))
                .param("most", most);
    }

    /** As PostgreSQL writes an array. */
    private static String keys(UUID organisation, EventQuery query) {
        List<Long> keys = new ArrayList<>();
        for (Condition condition : query.conditions()) {
            if (condition.anyOf().size() != 1)
                throw new IllegalArgumentException(condition + " does not ask for one value");
            keys.add(condition.anyOf().iterator().next().key(organisation));
        }
        return keys.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }
}
