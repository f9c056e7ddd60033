package io.lotledger.projections.lineage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * How far lots are tied to others in one direction. PostgreSQL walks where few lots are found, or where the way is long. Where
 * many are found in few generations it is asked for one after the other: many keys at once cost it a fraction of as many
 * one by one, and who was there is known here.
 */
final class ReachabilityQuery {
    /** So many are found by one question in a few milliseconds. */
    private static final int FEW = 2_000;

    private static final int FEW_GENERATIONS = 40;

    private final JdbcClient jdbc;
    private final String name;
    private final String walk;
    private final String generation;

    /** @param name of the walk, among others of the same statement */
    private ReachabilityQuery(JdbcClient jdbc, String name, String near, String far) {
        this.jdbc = jdbc;
        this.name = name;
        this.walk = """
                %1$s(lot_id) as (
                    select unnest(cast(:lots as uuid[]))
                    union -- not `union all`: a rework loop ends, a diamond is walked once
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

    /** The seeds and all that is tied to them at the position. More than {@code most} need not be all, but are more. */
    Set<UUID> from(UUID organisation, Collection<UUID> seeds, long logPosition, int most) {
        Set<UUID> first = new LinkedHashSet<>(ask(walked(), organisation, seeds, logPosition, few(most)));
        return whole(first, organisation, seeds, logPosition, most);
    }

    /** The same of two, one after the other, by one question where both are short. */
    static List<Set<UUID>> from(
            ReachabilityQuery one,
            ReachabilityQuery other,
            UUID organisation,
            Collection<UUID> seeds,
            long logPosition,
            int most) {
        Set<UUID> ofOne = new LinkedHashSet<>();
        Set<UUID> ofOther = new LinkedHashSet<>();
        one.asked(
                        "with recursive " + one.walk + ", " + other.walk + " (select true, lot_id from " + one.name
                                + " limit :limit) union all (select false, lot_id from " + other.name
                                + " limit :limit)",
                        organisation,
                        seeds,
                        logPosition,
                        few(most))
                .query(row -> {
                    (row.getBoolean(1) ? ofOne : ofOther).add(row.getObject(2, UUID.class));
                });
        return List.of(
                one.whole(ofOne, organisation, seeds, logPosition, most),
                other.whole(ofOther, organisation, seeds, logPosition, most));
    }

    private Set<UUID> whole(Set<UUID> reached, UUID organisation, Collection<UUID> seeds, long logPosition, int most) {
        boolean isWhole = reached.size() < few(most) || few(most) > most;
        return isWhole ? reached : generations(organisation, seeds, logPosition, most);
    }

    private static int few(int most) {
        return Math.min(FEW, most + 1);
    }

    private Set<UUID> generations(UUID organisation, Collection<UUID> seeds, long logPosition, int most) {
        Set<UUID> reached = new LinkedHashSet<>(seeds);
        Collection<UUID> latest = reached;
        for (int i = 0; i < FEW_GENERATIONS; i++) {
            List<UUID> next = ask(generation, organisation, latest, logPosition, most + 1);
            boolean isCut = next.size() > most; // of links, which may be many more than the lots
            if (isCut) break;
            latest = new ArrayList<>();
            for (UUID lot : next) if (reached.add(lot)) latest.add(lot);
            if (latest.isEmpty() || reached.size() > most) return reached;
        }
        return new LinkedHashSet<>(ask(walked(), organisation, seeds, logPosition, most + 1));
    }

    private String walked() {
        return "with recursive " + walk + " select lot_id from " + name + " limit :limit";
    }

    private List<UUID> ask(String sql, UUID organisation, Collection<UUID> lots, long logPosition, int limit) {
        return asked(sql, organisation, lots, logPosition, limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }

    private JdbcClient.StatementSpec asked(
            String sql, UUID organisation, Collection<UUID> lots, long logPosition, int limit) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .param("limit", limit);
    }
}
