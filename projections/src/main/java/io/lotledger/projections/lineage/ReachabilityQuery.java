package io.lotledger.projections.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the lots reachable in one direction. A recursive query serves results of few lots and long paths. If it finds
 * many lots in few generations, Java asks for one generation per query: looking up many keys at once costs a fraction
 * of looking them up one by one, and visited lots are known here.
 */
final class ReachabilityQuery {
    /** Number of lots that one recursive query finds in a few milliseconds. */
    private static final int RECURSION_LIMIT = 2_000;

    private static final int MAX_GENERATIONS = 40;

    private final JdbcClient jdbc;
    private final String name;
    private final String recursiveCte;
    private final String generation;

    /** @param name name of the recursive CTE, unique in its statement */
    private ReachabilityQuery(JdbcClient jdbc, String name, String near, String far) {
        this.jdbc = jdbc;
        this.name = name;
        this.recursiveCte = """
                %1$s(lot_id) as (
                    select unnest(cast(:lots as uuid[]))
                    union -- not `union all`: a rework loop ends, a diamond is recursiveQuery once
                    select e.%3$s
                      from %1$s w
                      join lot_edge e on e.organisation = (select cast(:organisation as uuid)) and e.%2$s = w.lot_id
                     where e.since <= :position and (e.until is null or e.until > :position)
                )""".formatted(name, near, far);
        this.generation = """
                select %2$s
                  from lot_edge
                 where organisation = (select cast(:organisation as uuid)) and %1$s = any(cast(:lots as uuid[]))
                   and since <= :position and (until is null or until > :position)
                 limit :limit
                """.formatted(near, far);
    }

    static ReachabilityQuery downstream(JdbcClient jdbc) {
        return new ReachabilityQuery(jdbc, "down", "from_lot", "to_lot");
    }

    static ReachabilityQuery upstream(JdbcClient jdbc) {
        return new ReachabilityQuery(jdbc, "up", "to_lot", "from_lot");
    }

    /**
     * The seeds and all lots reachable at the position. If there are more than {@code limit}, the result is incomplete
     * but has more than {@code limit} lots.
     */
    Set<UUID> from(UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        Set<UUID> first =
                new LinkedHashSet<>(query(recursiveQuery(), organisation, seeds, logPosition, recursionLimit(limit)));
        return complete(first, organisation, seeds, logPosition, limit);
    }

    /** The results of two queries, from one statement if both are small. */
    static List<Set<UUID>> from(
            ReachabilityQuery one,
            ReachabilityQuery other,
            UUID organisation,
            Collection<UUID> seeds,
            long logPosition,
            int limit) {
        Set<UUID> fromOne = new LinkedHashSet<>();
        Set<UUID> fromOther = new LinkedHashSet<>();
        one.statement(
                        "with recursive " + one.recursiveCte + ", " + other.recursiveCte + " (select true, lot_id from "
                                + one.name
                                + " limit :limit) union all (select false, lot_id from " + other.name
                                + " limit :limit)",
                        organisation,
                        seeds,
                        logPosition,
                        recursionLimit(limit))
                .query(row -> {
                    (row.getBoolean(1) ? fromOne : fromOther).add(row.getObject(2, UUID.class));
                });
        return List.of(
                one.complete(fromOne, organisation, seeds, logPosition, limit),
                other.complete(fromOther, organisation, seeds, logPosition, limit));
    }

    private Set<UUID> complete(
            Set<UUID> reached, UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        boolean isComplete = reached.size() < recursionLimit(limit) || recursionLimit(limit) > limit;
        return isComplete ? reached : generations(organisation, seeds, logPosition, limit);
    }

    private static int recursionLimit(int limit) {
        return Math.min(RECURSION_LIMIT, limit + 1);
    }

    private Set<UUID> generations(UUID organisation, Collection<UUID> seeds, long logPosition, int limit) {
        Set<UUID> reached = new LinkedHashSet<>(seeds);
        Collection<UUID> latest = reached;
        for (int i = 0; i < MAX_GENERATIONS; i++) {
            List<UUID> next = query(generation, organisation, latest, logPosition, limit + 1);
            boolean isTruncated = next.size() > limit; // this counts links, of which there may be many more than lots
            if (isTruncated) break;
            latest = new ArrayList<>();
            for (UUID lot : next) if (reached.add(lot)) latest.add(lot);
            if (latest.isEmpty() || reached.size() > limit) return reached;
        }
        return new LinkedHashSet<>(query(recursiveQuery(), organisation, seeds, logPosition, limit + 1));
    }

    private String recursiveQuery() {
        return "with recursive " + recursiveCte + " select lot_id from " + name + " limit :limit";
    }

    private List<UUID> query(String sql, UUID organisation, Collection<UUID> lots, long logPosition, int limit) {
        return statement(sql, organisation, lots, logPosition, limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private JdbcClient.StatementSpec statement(
            String sql, UUID organisation, Collection<UUID> lots, long logPosition, int limit) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .param("limit", limit);
    }
}
