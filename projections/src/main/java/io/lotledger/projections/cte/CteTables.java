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
                              join event e on e.position = c.position
                              join event p on p.organisation = e.organisation and p.transformation_id = e.transformation_id
                            union -- a void may name a document only: the shipments that have it
                            select d.position
                              from changed c
                              join shipping_document v on v.position = c.position and v.bare_void
                              join shipping_document d
                                on d.organisation = v.organisation and d.biz_transaction = v.biz_transaction
                        ), refilled(organisation, unit, since) as (
                            (select c.organisation, c.parent, c.event_time
                               from touched t join containment c on c.position = t.position
                             union
                             select l.organisation, l.unit, '-infinity'
                               from touched t join serial_lot l on l.position = t.position)
                            union
                            select c.organisation, c.parent, r.since
                              from refilled r
                              join containment c on c.organisation = r.organisation and c.child_unit = r.unit
                             where c.action = 'ADD'
                        ), seen(organisation, unit) as (
                            (select u.organisation, u.unit from touched t join event_unit u on u.position = t.position
                             union
                             select organisation, unit from refilled where since = '-infinity'
                             union -- an event that lists children speaks of its parent as long as nothing is known in them
                             select p.organisation, p.unit
                               from refilled r
                               join event_unit u on u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                               join event e on e.position = u.position and e.event_time >= r.since
                               join event_unit p on p.position = u.position and p.role = 'parent')
                            union
                            select c.organisation, c.child_unit
                              from seen s
                              join containment c on c.organisation = s.organisation and c.parent = s.unit
                             where c.child_unit is not null
                        ), named(organisation, lot_id) as (
                            select f.organisation, f.lot_id from touched t join event_lot f on f.position = t.position
                            union
                            select c.organisation, c.child_lot
                              from seen s
                              join containment c on c.organisation = s.organisation and c.parent = s.unit
                             where c.child_lot is not null
                            union
                            select l.organisation, l.lot_id
                              from seen s
                              join serial_lot l on l.organisation = s.organisation and l.unit = s.unit
                        ), around(organisation, lot_id) as (
                            select organisation, lot_id from named
                            union
                            select e.organisation, e.to_lot
                              from named n
                              join lot_edge e on e.organisation = n.organisation and e.from_lot = n.lot_id
                            union
                            select e.organisation, e.from_lot
                              from named n
                              join lot_edge e on e.organisation = n.organisation and e.to_lot = n.lot_id
                        )
                        select a.organisation, a.lot_id
                          from around a
                          left join cte_derivation d on d.lot_id = a.lot_id
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
