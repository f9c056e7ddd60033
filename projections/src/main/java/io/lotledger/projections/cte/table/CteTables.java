package io.lotledger.projections.cte.table;

import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.cte.table.CteDerivation.Row;
import io.lotledger.projections.lineage.evidence.AffectedLotsSql;
import io.lotledger.projections.sql.CopyRows;
import io.lotledger.projections.sql.LastingPlan;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of critical tracking events. */
final class CteTables {
    /** More than these hardly ever name lots alone. */
    private static final int FEW_POSITIONS = 20;

    private static final String ROWS =
            "critical_tracking_event (organisation, lot_id, event_id, cte, reason, position)";

    private static final String STALE_LOTS = AffectedLotsSql.of("""
            declared(position) as (
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
            ), filled(organisation, unit, since) as (
                select organisation, parent, case when by_date then event_time - interval '28 hours' else event_time end
                  from containment
                 where position between :first and :last
                union
                select organisation, unit, '-infinity' from serial_lot where position between :first and :last
            ), loaded(organisation, unit) as (
                select distinct organisation, unit
                  from event_unit
                 where position between :first and :last and loads and role = 'parent'
            ), received(organisation, unit) as materialized ( -- or named by another event that is no loading
                select l.organisation, l.unit
                  from loaded l
                 cross join lateral (
                    select position
                      from event_unit
                     where organisation = l.organisation and unit = l.unit and not loads
                     limit 1) r
            ), named_unit(organisation, unit) as (
                select u.organisation, u.unit
                  from event_unit u
                 where u.position between :first and :last
                   -- a loading concerns what it loads, and what else is in the unit only if that is unknown or the unit was received
                   and (not u.loads or u.role <> 'parent' or cast(:late as boolean)
                     or (u.organisation, u.unit) in (select organisation, unit from received)
                     or not exists (select from event_lot where position = u.position offset 0)
                    and not exists (
                        select from event_unit c
                         where c.position = u.position and c.role = 'child'
                           and (exists (
                                select from serial_lot where organisation = u.organisation and unit = c.unit and until is null
                                offset 0)
                             or exists ( -- a lot that was packed in it, and of which nothing tells that it left
                                select from containment p
                                  join event e on e.position = c.position
                                 where p.organisation = u.organisation and p.parent = c.unit and p.parent between c.unit and c.unit
                                   and p.action = 'ADD' and not p.sets and p.child_lot is not null and p.until is null
                                   and not p.by_date and not c.by_date and p.event_time <= e.event_time
                                offset 0)
                            and not exists (
                                select from containment
                                 where organisation = u.organisation and parent = c.unit and parent between c.unit and c.unit
                                   and (action = 'DELETE' or sets or child_lot is null and child_unit is null)
                                offset 0)
                            and not exists (
                                select from containment
                                 where organisation = u.organisation and child_unit = c.unit and child_unit between c.unit and c.unit
                                   and parent <> u.unit
                                offset 0))
                        offset 0))
            ), named_lot(organisation, lot_id) as (
                select organisation, lot_id from event_lot where position between :first and :last
            ), transformed(organisation, transformation) as (
                select organisation, transformation
                  from event_unit
                 where position between :first and :last and transformation is not null
            )
            """, """
            select a.organisation, a.lot_id
              from affected a
              left join lateral (select position from cte_derivation where lot_id = a.lot_id offset 0) d on true
             where d.position is null or d.position < :derivedBefore
             order by a.organisation, a.lot_id
            """);

    /**
     * The same for events that name lots and nothing else that another event may share; a single row without a lot for all
     * others. It is a tenth of the statement above, and most events that come one by one are such.
     */
    private static final String STALE_LOTS_BY_NAME = """
            with named(is_all) as materialized (
                select not exists (select from lineage_event where declared between :first and :last)
                   and not exists (select from event where position between :first and :last and transformation_id is not null)
                   and not exists (select from shipping_document where position between :first and :last and bare_void)
                   and not exists (select from containment where position between :first and :last)
                   and not exists (select from serial_lot where position between :first and :last)
                   and not exists (select from event_unit where position between :first and :last)
            ), named_lot(organisation, lot_id) as (
                select organisation, lot_id from event_lot where position between :first and :last and (select is_all from named)
            ), affected(organisation, lot_id) as (
                select organisation, lot_id from named_lot
                union
                select e.organisation, e.to_lot
                  from named_lot n
                 cross join lateral (
                    select organisation, to_lot
                      from lot_edge
                     where organisation = n.organisation and from_lot = n.lot_id
                    offset 0) e
            )
            select organisation, lot_id
              from (select a.organisation, a.lot_id
                      from affected a
                      left join lateral (select position from cte_derivation where lot_id = a.lot_id offset 0) d on true
                     where d.position is null or d.position < :derivedBefore
                    union all
                    select null, null from named where not is_all) s
             order by organisation, lot_id
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
        return staleLotsByName(first, last, derivedBefore)
                .orElseGet(() -> staleLots(first, last, derivedBefore, false));
    }

    private Optional<Map<UUID, List<UUID>>> staleLotsByName(long first, long last, long derivedBefore) {
        if (last - first >= FEW_POSITIONS) return Optional.empty();
        Map<UUID, List<UUID>> lots = new LinkedHashMap<>();
        AtomicBoolean isAll = new AtomicBoolean(true);
        lastingPlan.run(
                STALE_LOTS_BY_NAME,
                last,
                statement -> statement
                        .param("first", first)
                        .param("last", last)
                        .param("derivedBefore", derivedBefore)
                        .query(row -> {
                            if (row.getObject("lot_id") == null) isAll.set(false);
                            else add(row, lots);
                        }));
        return isAll.get() ? Optional.of(lots) : Optional.empty();
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
                        .param("ended", new String[0])
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
