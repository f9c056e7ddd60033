package io.lotledger.projections.lineage.evidence;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.sql.ColumnArray;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the lots that depend on changed facts, by the rule by which the table of critical tracking events derives lots
 * again. It may find too many and never too few.
 */
final class AffectedLots {
    private final JdbcClient jdbc;

    AffectedLots(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Lots that the log names, by URI. */
    List<LotKey> of(UUID organisation, ChangedFacts changed) {
        List<Map.Entry<String, String>> filled = List.copyOf(changed.filled().entrySet());
        return jdbc.sql("""
                        with recursive other(position) as ( -- other events that they affect
                            select position -- the other parts of a transformation in several events
                              from event
                             where organisation = (select cast(:organisation as uuid)) and transformation_id = any(:transformations)
                            union -- shipments of a document that a void names alone
                            select position
                              from shipping_document
                             where organisation = (select cast(:organisation as uuid)) and biz_transaction = any(:documents)
                        ), refilled(unit, since, whole) as (
                            (select unit, since, false from unnest(:filled, cast(:since as timestamptz[])) as f(unit, since)
                             union
                             select c.parent, case when c.by_date then c.event_time - interval '28 hours' else c.event_time end, false
                               from other o
                              cross join lateral (select parent, event_time, by_date from containment where position = o.position offset 0) c
                             union
                             select l.unit, cast('-infinity' as timestamptz), false
                               from other o
                              cross join lateral (select unit from serial_lot where position = o.position offset 0) l)
                            union
                            select c.unit, r.since, c.whole
                              from refilled r
                             cross join lateral (
                                select parent as unit, false as whole
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and child_unit = r.unit and action = 'ADD'
                                union all -- what ends with a unit goes from the units nested in it
                                select child_unit, true
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = r.unit
                                   and action = 'ADD'
                                   and (r.whole or r.unit = any(:ended) or exists (
                                           select from containment
                                            where organisation = (select cast(:organisation as uuid)) and parent = r.unit and action = 'DELETE'
                                              and sets and child_unit is null and child_lot is null
                                             offset 0))
                                offset 0) c
                             where c.unit is not null
                        ), seen(unit) as (
                            (select unnest(:units)
                             union
                             select u.unit
                               from other o
                              cross join lateral (select unit from event_unit where position = o.position offset 0) u
                             union
                             select r.unit
                               from refilled r
                              where r.since = '-infinity' or r.whole or r.unit = any(:ended) or exists (
                                select from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = r.unit and action = 'DELETE'
                                   and sets and child_unit is null and child_lot is null
                                  offset 0)
                             union -- an event that lists children refers to its parent as long as the children have no known contents
                             select p.unit
                               from refilled r
                              cross join lateral (
                                select p.unit
                                  from event_unit u
                                  join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                                  join event_unit p on p.position = u.position and p.role = 'parent'
                                 where u.organisation = (select cast(:organisation as uuid)) and u.unit = r.unit and u.role <> 'parent'
                                offset 0) p
                             union -- a shipment or receipt of several units is a finding of each lot while one has no known contents
                             select o.unit
                               from refilled r
                              cross join lateral (
                                select o.unit
                                  from event_unit u
                                  join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                                  join event_unit o on o.position = u.position and o.unit <> u.unit
                                 where u.organisation = (select cast(:organisation as uuid)) and u.unit = r.unit and u.role <> 'parent'
                                   and u.unit like 'https://id.gs1.org/00/%' and u.transformation is null
                                offset 0) o)
                            union
                            select c.child_unit
                              from seen s
                             cross join lateral (
                                select child_unit
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = s.unit
                                offset 0) c
                             where c.child_unit is not null
                        ), named(lot_id) as (
                            select unnest(cast(:lots as uuid[]))
                            union
                            select f.lot_id
                              from other o
                             cross join lateral (select lot_id from event_lot where position = o.position offset 0) f
                            union
                            select c.child_lot
                              from seen s
                             cross join lateral (
                                select child_lot
                                  from containment
                                 where organisation = (select cast(:organisation as uuid)) and parent = s.unit
                                offset 0) c
                             where c.child_lot is not null
                            union
                            select l.lot_id
                              from seen s
                             cross join lateral (
                                select lot_id
                                  from serial_lot
                                 where organisation = (select cast(:organisation as uuid)) and unit = s.unit
                                offset 0) l
                            union -- what a transformation is depends on all that is in its units
                            select l.lot_id
                              from refilled r
                             cross join lateral (
                                select transformation
                                  from event_unit
                                 where organisation = (select cast(:organisation as uuid)) and unit = r.unit and transformation is not null
                                   and event_time >= r.since - case when by_date then interval '52 hours' else interval '0 hours' end
                                offset 0) u
                             cross join lateral (
                                select lot_id
                                  from transformation_line
                                 where organisation = (select cast(:organisation as uuid)) and transformation = u.transformation
                                offset 0) l
                        ), around(lot_id) as (
                            select lot_id from named
                            union
                            select e.to_lot
                              from named n
                             cross join lateral (
                                select to_lot
                                  from lot_edge
                                 where organisation = (select cast(:organisation as uuid)) and from_lot = n.lot_id
                                offset 0) e
                            union
                            select e.from_lot
                              from named n
                             cross join lateral (
                                select from_lot
                                  from lot_edge
                                 where organisation = (select cast(:organisation as uuid)) and to_lot = n.lot_id
                                offset 0) e
                        )
                        select l.organisation, l.uri, l.gtin, l.lot
                          from around a
                         cross join lateral (
                            select organisation, uri, gtin, lot
                              from lot
                             where lot_id = a.lot_id and organisation = (select cast(:organisation as uuid))
                            offset 0) l
                         order by l.uri
                        """)
                .param("organisation", organisation)
                .param(
                        "lots",
                        new LotIds(changed.lots().stream()
                                .map(lot -> lot.idIn(organisation))
                                .toList()))
                .param("units", array(changed.units()))
                .param("filled", ColumnArray.text(filled, Map.Entry::getKey))
                .param("since", ColumnArray.text(filled, Map.Entry::getValue))
                .param("ended", array(changed.ended()))
                .param("transformations", array(changed.transformations()))
                .param("documents", array(changed.voidedDocuments()))
                .query((row, n) -> LotLineage.lot(row, n).key())
                .list();
    }

    private static String[] array(Set<String> values) {
        return values.toArray(String[]::new);
    }
}
