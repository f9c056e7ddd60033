package io.lotledger.projections.query.search;

import io.lotledger.projections.query.EventOrder;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.TimeRange;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.condition.Equality;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the index for events that may match a query, in the query's order. It finds every match, and others beside: the
 * index holds digests, and no values of ranges.
 */
final class Candidates {
    private final JdbcClient jdbc;

    Candidates(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Plans each statement for its values: a rare EPC and a frequent word need different plans. */
    void planForValues() {
        jdbc.sql("select set_config('plan_cache_mode', 'force_custom_plan', true)")
                .query(String.class)
                .single();
    }

    List<Cursor> next(UUID organisation, EventQuery query, long upTo, @Nullable Cursor after, int atMost) {
        Statement statement = statement(organisation, query, upTo, after, atMost);
        return jdbc.sql(statement.sql())
                .params(statement.parameters())
                .query((row, n) -> new Cursor(row.getString("value"), row.getLong("position")))
                .list();
    }

    /** The statement with its parameters; a test looks at its plan. */
    record Statement(String sql, Map<String, Object> parameters) {}

    Statement statement(UUID organisation, EventQuery query, long upTo, @Nullable Cursor after, int atMost) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", organisation);
        parameters.put("upTo", upTo);
        parameters.put("atMost", atMost);
        List<String> filters = new ArrayList<>(List.of("organisation = :organisation", "position <= :upTo"));
        times(query.eventTime(), filters, parameters);
        recordTimes(query.recordTime(), filters, parameters);
        List<Condition> conditions = new ArrayList<>(query.conditions());
        bizStep(conditions, filters, parameters);
        for (Condition condition : conditions) {
            Set<IndexEntry> entries = condition.anyOf();
            if (entries.isEmpty()) continue;
            String name = "keys" + parameters.size();
            filters.add("keys && :" + name);
            parameters.put(
                    name, entries.stream().map(entry -> entry.key(organisation)).toArray(Long[]::new));
        }
        boolean byTime = query.order() instanceof EventOrder.ByEventTime;
        boolean ascending =
                query.order() instanceof EventOrder.ByField || query.order().ascending();
        if (after != null) {
            String comparison = ascending ? " > " : " < ";
            parameters.put("position", after.position());
            if (byTime) parameters.put("time", after.value());
            filters.add(
                    byTime
                            ? "(event_time, position)" + comparison + "(cast(:time as timestamptz), :position)"
                            : "position" + comparison + ":position");
        }
        String direction = ascending ? "" : " desc";
        String sql = "select position, " + (byTime ? "cast(event_time as text)" : "''") + " as value"
                + " from queried_event where " + String.join(" and ", filters) + " order by "
                + (byTime ? "event_time" + direction + ", " : "") + "position" + direction + " limit :atMost";
        return new Statement(sql, parameters);
    }

    /** The index holds microseconds; the exact test follows. */
    private static void times(TimeRange range, List<String> filters, Map<String, Object> parameters) {
        Instant from = range.from();
        if (from != null) {
            filters.add("event_time >= :timeFrom");
            parameters.put("timeFrom", from.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        }
        Instant before = range.before();
        if (before != null) {
            filters.add("event_time <= :timeBefore");
            parameters.put("timeBefore", before.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC));
        }
    }

    /** Record times rise with positions. */
    private void recordTimes(TimeRange range, List<String> filters, Map<String, Object> parameters) {
        Instant from = range.from();
        if (from != null) {
            filters.add("position >= :recordedFrom");
            parameters.put("recordedFrom", firstPosition(parameters, from));
        }
        Instant before = range.before();
        if (before != null) {
            filters.add("position < :recordedBefore");
            parameters.put("recordedBefore", firstPosition(parameters, before));
        }
    }

    private long firstPosition(Map<String, Object> parameters, Instant recordTime) {
        return jdbc.sql("""
                        select coalesce(min(position), 9223372036854775807)
                          from (select min(position) as position from event
                                 where organisation = :organisation and record_time >= :time
                                union all
                                select min(position) from error_declaration
                                 where organisation = :organisation and record_time >= :time) p
                        """)
                .param("organisation", parameters.get("organisation"))
                .param("time", recordTime.atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** One business step has an index in the order of event times. */
    private static void bizStep(List<Condition> conditions, List<String> filters, Map<String, Object> parameters) {
        for (Condition condition : conditions) {
            if (condition instanceof Equality equality
                    && equality.facets().equals(Set.of(Facet.BIZ_STEP))
                    && equality.values().size() == 1) {
                filters.add("biz_step = :bizStep");
                parameters.put("bizStep", equality.values().iterator().next());
                conditions.remove(condition);
                return;
            }
        }
    }
}
