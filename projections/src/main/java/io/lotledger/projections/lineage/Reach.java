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
final class Reach {
    /** So many are found by one question in a few milliseconds. */
    private static final int FEW = 2_000;

    private static final int FEW_GENERATIONS = 40;

    private final JdbcClient jdbc;
    private final String walk;
    private final String generation;

    private Reach(JdbcClient jdbc, String walk, String generation) {
        this.jdbc = jdbc;
        this.walk = walk;
        this.generation = generation;
    }

    static Reach downstream(JdbcClient jdbc) {
        return new Reach(jdbc, """
                with recursive walk(lot_id) as (
                    select unnest(cast(:lots as uuid[]))
                    union -- not `union all`: a rework loop ends, a diamond is walked once
                    select e.to_lot
                      from walk w
                      join lot_edge e on e.organisation = (select cast(:organisation as uuid)) and e.from_lot = w.lot_id
                     where e.since <= :position and (e.until is null or e.until > :position)
                )
                select lot_id from walk limit :limit
                """, """
                select to_lot
                  from lot_edge
                 where organisation = (select cast(:organisation as uuid)) and from_lot = any(cast(:lots as uuid[]))
                   and since <= :position and (until is null or until > :position)
                 limit :limit
                """);
    }

    static Reach upstream(JdbcClient jdbc) {
        return new Reach(jdbc, """
                with recursive walk(lot_id) as (
                    select unnest(cast(:lots as uuid[]))
                    union
                    select e.from_lot
                      from walk w
                      join lot_edge e on e.organisation = (select cast(:organisation as uuid)) and e.to_lot = w.lot_id
                     where e.since <= :position and (e.until is null or e.until > :position)
                )
                select lot_id from walk limit :limit
                """, """
                select from_lot
                  from lot_edge
                 where organisation = (select cast(:organisation as uuid)) and to_lot = any(cast(:lots as uuid[]))
                   and since <= :position and (until is null or until > :position)
                 limit :limit
                """);
    }

    /** The seeds and all that is tied to them at the position. More than {@code most} need not be all, but are more. */
    Set<UUID> from(UUID organisation, Collection<UUID> seeds, long logPosition, int most) {
        int few = Math.min(FEW, most + 1);
        Set<UUID> reached = new LinkedHashSet<>(ask(walk, organisation, seeds, logPosition, few));
        if (reached.size() < few || few > most) return reached;
        return generations(organisation, seeds, logPosition, most);
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
        return new LinkedHashSet<>(ask(walk, organisation, seeds, logPosition, most + 1));
    }

    private List<UUID> ask(String sql, UUID organisation, Collection<UUID> lots, long logPosition, int limit) {
        return jdbc.sql(sql)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .param("limit", limit)
                .query((row, n) -> row.getObject(1, UUID.class))
                .list();
    }
}
