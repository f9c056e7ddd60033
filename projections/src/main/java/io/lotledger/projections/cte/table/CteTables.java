package io.lotledger.projections.cte.table;

import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.cte.table.CteDerivation.Row;
import io.lotledger.projections.sql.CopyRows;
import io.lotledger.projections.sql.LastingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of critical tracking events. */
final class CteTables {
    private static final String ROWS =
            "critical_tracking_event (organisation, lot_id, event_id, cte, reason, position)";

    private static final String STALE_LOTS = """
            with recursive declared(position) as (
                select position from lineage_event where declared between :first and :last and position not between :first and :last
            ), others(position) as ( -- other events that the batch affects
                select position from declared
                union -- the other parts of a transformation captured in several events
                select p.position
                  from (select organisation, transformation_id
                          from event
                         where position between :first and :last and transformation_id is not null
                        union
                        select e.organisation, e.transformation_id
                          from declared d
                         cross join lateral (select * from event where position = d.position offset 0) e
                         where e.transformation_id is not null) t
                 cross join lateral (
                    select position
                      from event
                     where organisation = t.organisation and transformation_id = t.transformation_id
                    offset 0) p
                union -- shipments of a document that a void names alone
                select s.position
                  from (select organisation, biz_transaction
                          from shipping_document
                         where position between :first and :last and bare_void
                        union
                        select v.organisation, v.biz_transaction
                          from declared d
                         cross join lateral (select * from shipping_document where position = d.position offset 0) v
                         where v.bare_void) v
                 cross join lateral (
                    select position
                      from shipping_document
                     where organisation = v.organisation and biz_transaction = v.biz_transaction
                    offset 0) s
            ), refilled(organisation, unit, since, whole) as (
                -- a packing known only by its date counts for events of that date in any offset
                (select organisation, parent, case when by_date then event_time - interval '28 hours' else event_time end, false
                   from containment
                  where position between :first and :last
                 union
                 select c.organisation, c.parent, case when c.by_date then c.event_time - interval '28 hours' else c.event_time end, false
                   from others o
                  cross join lateral (select * from containment where position = o.position offset 0) c
                 union
                 select organisation, unit, '-infinity', false from serial_lot where position between :first and :last
                 union
                 select l.organisation, l.unit, '-infinity', false
                   from others o
                  cross join lateral (select * from serial_lot where position = o.position offset 0) l)
                union
                select r.organisation, c.unit, r.since, c.whole
                  from refilled r
                 cross join lateral (
                    select parent as unit, false as whole
                      from containment
                     where organisation = r.organisation and child_unit = r.unit and action = 'ADD'
                    union all -- what ends with a unit goes from the units nested in it
                    select child_unit, true
                      from containment
                     where organisation = r.organisation and parent = r.unit and action = 'ADD'
                       and (r.whole or exists (
                               select from containment
                                where organisation = r.organisation and parent = r.unit and action = 'DELETE' and sets
                                  and child_unit is null and child_lot is null
                                offset 0))
                    offset 0) c
                 where c.unit is not null
            ), seen(organisation, unit) as (
                (select organisation, unit from event_unit where position between :first and :last
                 union
                 select u.organisation, u.unit
                   from others o
                  cross join lateral (select * from event_unit where position = o.position offset 0) u
                 union
                 select r.organisation, r.unit
                   from refilled r
                  where r.since = '-infinity' or r.whole or exists (
                    select from containment
                     where organisation = r.organisation and parent = r.unit and action = 'DELETE' and sets
                       and child_unit is null and child_lot is null
                      offset 0)
                 union -- an event that lists children refers to its parent as long as the children have no known contents
                 select p.organisation, p.unit
                   from refilled r
                  cross join lateral (
                    select p.organisation, p.unit
                      from event_unit u
                      join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                      join event_unit p on p.position = u.position and p.role = 'parent'
                     where u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                    offset 0) p
                 union -- a shipment or receipt of several units is a finding of each lot while one has no known contents
                 select o.organisation, o.unit
                   from refilled r
                  cross join lateral (
                    select o.organisation, o.unit
                      from event_unit u
                      join event e on e.position = u.position and e.event_time >= r.since - case when u.by_date then interval '52 hours' else interval '0 hours' end
                      join event_unit o on o.position = u.position and o.unit <> u.unit
                     where u.organisation = r.organisation and u.unit = r.unit and u.role <> 'parent'
                       and u.unit like 'https://id.gs1.org/00/%' and u.transformation is null
                    offset 0) o)
                union
                select c.organisation, c.child_unit
                  from seen s
                 cross join lateral (
                    select organisation, child_unit
                      from containment
                     where organisation = s.organisation and parent = s.unit
                    offset 0) c
                 where c.child_unit is not null
            ), named(organisation, lot_id) as (
                select organisation, lot_id from event_lot where position between :first and :last
                union
                select f.organisation, f.lot_id
                  from others o
                 cross join lateral (select * from event_lot where position = o.position offset 0) f
                union
                select c.organisation, c.child_lot
                  from seen s
                 cross join lateral (
                    select organisation, child_lot
                      from containment
                     where organisation = s.organisation and parent = s.unit
                    offset 0) c
                 where c.child_lot is not null
                union
                select l.organisation, l.lot_id
                  from seen s
                 cross join lateral (
                    select organisation, lot_id
                      from serial_lot
                     where organisation = s.organisation and unit = s.unit
                    offset 0) l
                union -- what a transformation is depends on all that is in its units
                select l.organisation, l.lot_id
                  from refilled r
                 cross join lateral (
                    select organisation, transformation
                      from event_unit
                     where organisation = r.organisation and unit = r.unit and transformation is not null
                       and event_time >= r.since - case when by_date then interval '52 hours' else interval '0 hours' end
                    offset 0) u
                 cross join lateral (
                    select organisation, lot_id
                      from transformation_line
                     where organisation = u.organisation and transformation = u.transformation
                    offset 0) l
                union -- a late declaration removes edges that would not have come to be
                select f.organisation, f.lot_id
                  from seen s
                 cross join lateral (
                    select position from event_unit where organisation = s.organisation and unit = s.unit
                    offset 0) u
                 cross join lateral (select organisation, lot_id from event_lot where position = u.position offset 0) f
                 where cast(:late as boolean)
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
            """;

    private final JdbcClient jdbc;
    private final LastingPlan lastingPlan;
    private final JdbcOperations copying;

    CteTables(JdbcClient jdbc, JdbcOperations copying) {
        this.jdbc = jdbc;
        this.lastingPlan = new LastingPlan(jdbc);
        this.copying = copying;
    }

    /**
     * Lots by organisation that events and declarations at these positions may affect, and that were derived from a
     * position before {@code derivedBefore}. Facts that ended count too, because their end is a change.
     */
    Map<UUID, List<UUID>> staleLots(long first, long last, long derivedBefore) {
        return staleLots(first, last, derivedBefore, false);
    }

    /** The same of one entry that was parked, derived from any position; facts of events after it may have vanished. */
    Map<UUID, List<UUID>> staleLots(long late) {
        return staleLots(late, late, Long.MAX_VALUE, true);
    }

    private Map<UUID, List<UUID>> staleLots(long first, long last, long derivedBefore, boolean late) {
        Map<UUID, List<UUID>> lots = new LinkedHashMap<>();
        lastingPlan.run(
                STALE_LOTS,
                last,
                statement -> statement
                        .param("first", first)
                        .param("last", last)
                        .param("derivedBefore", derivedBefore)
                        .param("late", late)
                        .query(row -> {
                            add(row, lots);
                        }));
        return lots;
    }

    /** Lots by organisation that were never derived; at most {@code atMost}, empty if all were derived. */
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

    /**
     * The position that completes a part of {@code lots} newly named lots beyond {@code after}; at most {@code head}.
     */
    long namedUpTo(long after, long head, int lots) {
        return jdbc.sql("""
                        select coalesce(max(since), :head)
                          from (select since from lot where since > :after and since <= :head order by since limit 1 offset :lots) l
                        """)
                .param("after", after)
                .param("head", head)
                .param("lots", lots - 1)
                .query(Long.class)
                .single();
    }

    /** Lots by organisation that these positions named first, in log order. */
    Map<UUID, List<UUID>> lotsNamedFirst(long after, long upTo) {
        Map<UUID, List<UUID>> lots = new LinkedHashMap<>();
        jdbc.sql("""
                        select organisation, lot_id from lot where since > :after and since <= :upTo order by since, lot_id
                        """).param("after", after).param("upTo", upTo).query(row -> {
            add(row, lots);
        });
        return lots;
    }

    /** The lowest position from which a lot was derived. */
    OptionalLong lowestDerivation() {
        return jdbc.sql("select min(position) from cte_derivation")
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /**
     * Prepares the rows of lots that were never derived. @return a task that writes them in the caller's transaction
     */
    Runnable fill(UUID organisation, Collection<UUID> lots, Collection<Row> rows, long position) {
        CopyRows copied = copied(organisation, rows);
        CopyRows derived = new CopyRows(60 * lots.size());
        for (UUID lot : lots) derived.cell(lot).cell(position).endRow();
        return () -> {
            copied.into(ROWS, copying);
            derived.into("cte_derivation (lot_id, position)", copying);
        };
    }

    void replace(UUID organisation, Collection<UUID> lots, Collection<Row> rows, long position) {
        jdbc.sql("""
                        delete from critical_tracking_event
                         where ctid = any(array( -- forces an index lookup per lot: see EvidenceReads
                            select c.ctid
                              from unnest(cast(:lots as uuid[])) as l(lot_id)
                             cross join lateral (
                                select ctid
                                  from critical_tracking_event
                                 where organisation = (select cast(:organisation as uuid)) and lot_id = l.lot_id
                                offset 0) c))
                        """)
                .param("organisation", organisation)
                .param("lots", text(lots, lot -> lot))
                .update();
        if (!rows.isEmpty()) copied(organisation, rows).into(ROWS, copying);
        setDerivation(lots, position);
    }

    private static CopyRows copied(UUID organisation, Collection<Row> rows) {
        CopyRows copied = new CopyRows(300 * rows.size());
        for (Row row : rows) {
            copied.cell(organisation)
                    .cell(row.lot())
                    .cell(row.eventId())
                    .cell(row.cte())
                    .cell(row.reason())
                    .cell(row.position())
                    .endRow();
        }
        return copied;
    }

    private void setDerivation(Collection<UUID> lots, long position) {
        jdbc.sql("""
                        insert into cte_derivation (lot_id, position)
                        select lot, :position from unnest(cast(:lots as uuid[])) as lot
                        on conflict (lot_id) do update set position = excluded.position
                        """)
                .param("lots", text(lots, lot -> lot))
                .param("position", position)
                .update();
    }
}
