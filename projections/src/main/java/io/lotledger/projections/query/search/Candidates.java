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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Asks the index for events that may match a query, in the query's order. It finds every match, and others beside: the
 * index holds digests, and no values of ranges.
 *
 * <p>There are two ways: to read all events that have the query's keys and sort them, or to read events in order until
 * enough have the keys. PostgreSQL takes rare keys for more frequent than they are and reads too far in order, so the
 * way is chosen here.
 */
final class Candidates {
    /** How many events are read by their keys before the order is the better way. */
    private static final int MOST_BY_KEYS = 10_000;

    /** The share of events from which keys are too frequent to read all that have them. */
    private static final double FREQUENT = 0.02;

    private static final long TOO_MANY = -1;
    private static final Pattern PLAN_ROWS = Pattern.compile("\"Plan Rows\": (\\d+)");

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
        Filters filters = filters(organisation, query, upTo, after, atMost);
        if (isSelective(filters)) {
            List<Cursor> found = rows(filters.byKeys());
            if (found.isEmpty() || found.get(0).position() != TOO_MANY) return found;
        }
        return rows(filters.byOrder());
    }

    private List<Cursor> rows(Statement statement) {
        return jdbc.sql(statement.sql())
                .params(statement.parameters())
                .query((row, n) -> new Cursor(row.getString("value"), row.getLong("position")))
                .list();
    }

    /** Whether the keys are rare enough to look at all events that have them, by PostgreSQL's own statistics. */
    private boolean isSelective(Filters filters) {
        if (!filters.hasKeys()) return false;
        Statement statement = filters.byKeysAlone();
        String plan = jdbc.sql("explain (format json) " + statement.sql())
                .params(statement.parameters())
                .query(String.class)
                .single();
        Matcher rows = PLAN_ROWS.matcher(plan);
        if (!rows.find()) return true;
        double all = jdbc.sql("select reltuples from pg_class where oid = 'queried_event'::regclass")
                .query(Double.class)
                .single();
        return Double.parseDouble(rows.group(1)) < Math.max(MOST_BY_KEYS, all * FREQUENT);
    }

    Filters filters(UUID organisation, EventQuery query, long upTo, @Nullable Cursor after, int atMost) {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("organisation", organisation);
        parameters.put("upTo", upTo);
        parameters.put("atMost", atMost);
        List<String> filters = new ArrayList<>(List.of("organisation = :organisation", "position <= :upTo"));
        times(query.eventTime(), filters, parameters);
        recordTimes(query.recordTime(), filters, parameters);
        List<Condition> conditions = new ArrayList<>(query.conditions());
        bizStep(conditions, filters, parameters);
        List<String> keys = new ArrayList<>();
        for (Condition condition : conditions) {
            Set<IndexEntry> entries = condition.anyOf();
            if (entries.isEmpty()) continue;
            String name = "keys" + keys.size();
            keys.add("keys && :" + name);
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
        return new Filters(filters, keys, byTime, ascending, parameters);
    }

    /** A statement with its parameters. */
    record Statement(String sql, Map<String, Object> parameters) {}

    /** The filters of one query, and the statements that find its candidates. */
    record Filters(
            List<String> filters,
            List<String> keys,
            boolean byTime,
            boolean ascending,
            Map<String, Object> parameters) {
        boolean hasKeys() {
            return !keys.isEmpty();
        }

        /** Reads all events that have the keys, and sorts them; the position {@link #TOO_MANY} if they are too many. */
        Statement byKeys() {
            return new Statement(
                    """
                    with found as materialized (
                        select position, event_time from queried_event where %s limit %d
                    )
                    (select %d as position, '' as value where (select count(*) from found) > %d)
                    union all
                    (select position, %s as value from found
                      where (select count(*) from found) <= %d
                      order by %s limit :atMost)
                    """.formatted(all(), MOST_BY_KEYS + 1, TOO_MANY, MOST_BY_KEYS, value(), MOST_BY_KEYS, order()),
                    parameters);
        }

        /** Reads events in order until enough have the keys. */
        Statement byOrder() {
            return new Statement(
                    "select position, %s as value from queried_event where %s order by %s limit :atMost"
                            .formatted(value(), all(), order()),
                    parameters);
        }

        Statement byKeysAlone() {
            return new Statement("select position from queried_event where " + String.join(" and ", keys), parameters);
        }

        private String all() {
            return Stream.concat(filters.stream(), keys.stream()).collect(Collectors.joining(" and "));
        }

        private String value() {
            return byTime ? "cast(event_time as text)" : "''";
        }

        private String order() {
            String direction = ascending ? "" : " desc";
            return (byTime ? "event_time" + direction + ", " : "") + "position" + direction;
        }
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

    /** Record times rise with positions, and are whole milliseconds. */
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
                .param("time", upToMicroseconds(recordTime).atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    /** PostgreSQL would round to the nearest microsecond, so perhaps down to a time before the bound. */
    private static Instant upToMicroseconds(Instant time) {
        Instant truncated = time.truncatedTo(ChronoUnit.MICROS);
        return truncated.equals(time) ? time : truncated.plus(1, ChronoUnit.MICROS);
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
