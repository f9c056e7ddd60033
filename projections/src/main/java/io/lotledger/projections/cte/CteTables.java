package io.lotledger.projections.cte;

import static io.lotledger.projections.replay.Column.number;
import static io.lotledger.projections.replay.Column.text;

import io.lotledger.projections.cte.CteDerivation.Row;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of critical tracking events. */
final class CteTables {
    private final JdbcClient jdbc;

    CteTables(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Lots by organisation that the events and declarations of these positions may say something new of, and that were not
     * derived from as far as {@code derivedBefore} yet. Facts that no longer hold count: their end is news too.
     */
    Map<UUID, List<UUID>> staleLots(long first, long last, long derivedBefore) {
        Map<UUID, List<UUID>> lots = new LinkedHashMap<>();
        jdbc.sql("""
                        with recursive changed(position) as (
                            select position from lineage_event where position between :first and :last
                            union
                            select position from lineage_event where declared between :first and :last and position <= :last
                        ), touched(position) as (
                            select position from changed
                            union -- the other parts of a transformation told in several events
                            select p.position
                              from changed c
                             cross join lateral (
                                select p.position
                                  from event e
                                  join event p on p.organisation = e.organisation and p.transformation_id = e.transformation_id
                                 where e.position = c.position and e.transformation_id is not null
                                offset 0) p
                            union -- a void may name a document only: the shipments that have it
                            select d.position
                              from changed c
                             cross join lateral (
                                select d.position
                                  from shipping_document v
                                  join shipping_document d
                                    on d.organisation = v.organisation and d.biz_transaction = v.biz_transaction
                                 where v.position = c.position and v.bare_void
                                offset 0) d
                        ), refilled(organisation, unit, since) as (
                            (select c.organisation, c.parent, c.event_time
                               from touched t
                              cross join lateral (select * from containment where position = t.position offset 0) c
                             union
                             select l.organisation, l.unit, '-infinity'
                               from touched t
                              cross join lateral (select * from serial_lot where position = t.position offset 0) l)
                            union
                            select c.organisation, c.parent, r.since
                              from refilled r
                             cross join lateral (
                                select organisation, parent
                                  from containment
                                 where organisation = r.organisation and child_unit = r.unit and action = 'ADD'
                                offset 0) c
                        ), seen(organisation, unit) as (
                            (select u.organisation, u.unit
                               from touched t
                              cross join lateral (select * from event_unit where position = t.position offset 0) u
                             union
                             select organisation, unit from refilled where since = '-infinity'
                             union -- an event that lists children speaks of its parent as long as nothing is known in them
                             select p.organisation, p.unit
                               from refilled r
                              cross join lateral (
                                select p.organisation, p.unit
                                  from event_unit u
                                  join event e on e.position = u.position and e.event_time >= r.since
                                  join event_unit p on p.position = u.position and p.role = 'parent'
                                 where u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                                offset 0) p)
                            union
                            select c.organisation, c.child_unit
                              from seen s
                             cross join lateral (
                                select organisation, child_unit
                                  from containment
                                 where organisation = s.organisation and parent = s.unit and child_unit is not null
                                offset 0) c
                        ), named(organisation, lot_id) as (
                            select f.organisation, f.lot_id
                              from touched t
                             cross join lateral (select * from event_lot where position = t.position offset 0) f
                            union
                            select c.organisation, c.child_lot
                              from seen s
                             cross join lateral (
                                select organisation, child_lot
                                  from containment
                                 where organisation = s.organisation and parent = s.unit and child_lot is not null
                                offset 0) c
                            union
                            select l.organisation, l.lot_id
                              from seen s
                             cross join lateral (
                                select organisation, lot_id
                                  from serial_lot
                                 where organisation = s.organisation and unit = s.unit
                                offset 0) l
                        ), around(organisation, lot_id) as (
                            select organisation, lot_id from named
                            union
                            select e.organisation, e.to_lot
                              from named n
                             cross join lateral (
                                select organisation, to_lot
                                  from lot_edge
                                 where organisation = n.organisation and from_lot = n.lot_id
                                offset 0) e
                            union
                            select e.organisation, e.from_lot
                              from named n
                             cross join lateral (
                                select organisation, from_lot
                                  from lot_edge
                                 where organisation = n.organisation and to_lot = n.lot_id
                                offset 0) e
                        )
                        select a.organisation, a.lot_id
                          from around a
                          left join lateral (select position from cte_derivation where lot_id = a.lot_id offset 0) d on true
                         where d.position is null or d.position < :derivedBefore
                         order by a.organisation, a.lot_id
                        """)
                .param("first", first)
                .param("last", last)
                .param("derivedBefore", derivedBefore)
                .query(row -> {
                    add(row, lots);
                });
        return lots;
    }

    /** Lots by organisation that were never derived: at most so many, none when there is no more. */
    Map<UUID, List<UUID>> underivedLots(int atMost) {
        Map<UUID, List<UUID>> lots = new LinkedHashMap<>();
        jdbc.sql("""
                        select l.organisation, l.lot_id
                          from lot l
                         where not exists (select from cte_derivation d where d.lot_id = l.lot_id)
                         order by l.lot_id
                         limit :atMost
                        """).param("atMost", atMost).query(row -> {
            add(row, lots);
        });
        return lots;
    }

    private static void add(ResultSet row, Map<UUID, List<UUID>> lots) throws SQLException {
        lots.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new ArrayList<>())
                .add(row.getObject("lot_id", UUID.class));
    }

    void replace(UUID organisation, Collection<UUID> lots, Collection<Row> rows, long position) {
        String[] ids = text(lots, lot -> lot);
        jdbc.sql(
                        "delete from critical_tracking_event where organisation = :organisation and lot_id = any(cast(:lots as uuid[]))")
                .param("organisation", organisation)
                .param("lots", ids)
                .update();
        jdbc.sql("""
                        insert into critical_tracking_event (organisation, lot_id, event_id, cte, reason, position)
                        select cast(:organisation as uuid), r.*
                          from unnest(cast(:lot as uuid[]), :eventId, :cte, :reason, :position) as r
                        on conflict do nothing
                        """)
                .param("organisation", organisation)
                .param("lot", text(rows, Row::lot))
                .param("eventId", text(rows, Row::eventId))
                .param("cte", text(rows, Row::cte))
                .param("reason", text(rows, Row::reason))
                .param("position", number(rows, Row::position))
                .update();
        jdbc.sql("""
                        insert into cte_derivation (lot_id, position)
                        select lot, :position from unnest(cast(:lots as uuid[])) as lot
                        on conflict (lot_id) do update set position = excluded.position
                        """).param("lots", ids).param("position", position).update();
    }
}
