package io.lotledger.projections.lineage.facts;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.lineage.facts.LineageRows.Containment;
import io.lotledger.projections.lineage.facts.LineageRows.DeclaredName;
import io.lotledger.projections.lineage.facts.LineageRows.Document;
import io.lotledger.projections.lineage.facts.LineageRows.EventLot;
import io.lotledger.projections.lineage.facts.LineageRows.EventUnit;
import io.lotledger.projections.lineage.facts.LineageRows.NamedLot;
import io.lotledger.projections.lineage.facts.LineageRows.SerialLot;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.UnitUsersSql;
import io.lotledger.projections.sql.CopyRows;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The SQL of lineage: one statement per table and batch. */
final class LineageTables {
    /**
     * The transformations to which events at the positions belong, and those that use what these made, directly or through
     * further units without a lot: they use what was used for such a unit. Of a transformation that is none of the first, a
     * lot that events name as made is known whatever has changed, so that nothing is used through it then.
     */
    private static final String CHANGED = """
                        with recursive own as (
                            select organisation, transformation
                              from event_lot
                             where position = any(:positions) and transformation is not null
                            union
                            select organisation, transformation
                              from event_unit
                             where position = any(:positions) and transformation is not null
                            union
                            select u.organisation, u.transformation
                              from serial_lot s
                             cross join lateral (
                                select organisation, transformation
                                  from event_unit
                                 where organisation = s.organisation and unit = s.unit and transformation is not null
                                offset 0) u
                             where s.position = any(:positions)
                        ), concerned(organisation, transformation, is_own) as (
                            select organisation, transformation, true from own
                            union
                        """ + UnitUsersSql.OF_CONCERNED + """
                        ), changed as (
                            select distinct organisation, transformation from concerned
                        )
                        """;

    private static final String ALL = """
                        with changed as (
                            select organisation, transformation from event_lot where transformation is not null
                            union
                            select organisation, transformation from event_unit where transformation is not null
                        )
                        """;

    private static final String EVENT_LOT =
            "event_lot (position, ordinal, organisation, lot_id, role, quantity, uom, transformation, tlc)";

    private final JdbcClient jdbc;
    private final JdbcOperations copying;
    private final TransformedContents contents;

    LineageTables(JdbcClient jdbc, JdbcOperations copying) {
        this.jdbc = jdbc;
        this.copying = copying;
        this.contents = new TransformedContents(jdbc);
    }

    void write(LineageRows rows) {
        if (rows.standings.isEmpty()) return;
        List<Long> voided = insert(rows);
        if (!voided.isEmpty()) endVoidedFacts(false, voided);
        Set<Long> changed = new LinkedHashSet<>(rows.edgePositions);
        changed.addAll(voided);
        boolean contentsChanged = changed.addAll(changedContents(rows, voided));
        if (changed.isEmpty()) return;
        if (!voided.isEmpty() || contentsChanged || !rows.linksAreNew()) deleteEdges(changed, voided.isEmpty());
        deriveEdges(CHANGED, changed);
    }

    private Set<Long> changedContents(LineageRows rows, List<Long> voided) {
        Set<Long> positions = new LinkedHashSet<>(rows.contentPositions);
        positions.addAll(voided);
        return positions.isEmpty() ? Set.of() : contents.derive(positions);
    }

    /**
     * Inserts rows without ends of validity and without edges. @return positions of events that a declaration in this
     * or an earlier batch voids
     */
    List<Long> insert(LineageRows rows) {
        List<Long> voided = rows.standings.isEmpty() ? List.of() : writeStandings(rows.standings);
        if (!rows.lots.isEmpty()) insertLots(rows.lots.values());
        if (!rows.eventLots.isEmpty()) copied(rows.eventLots).into(EVENT_LOT, copying);
        if (!rows.eventUnits.isEmpty()) insertEventUnits(rows.eventUnits);
        if (!rows.serialLots.isEmpty()) insertSerialLots(rows.serialLots);
        if (!rows.documents.isEmpty()) insertDocuments(rows.documents);
        if (!rows.containments.isEmpty()) insertContainments(rows.containments);
        if (!rows.declaredNames.isEmpty()) insertDeclaredNames(rows.declaredNames);
        return voided;
    }

    /** Completes what {@link #insert} left undone, for all rows. */
    void settle() {
        endVoidedFacts(true, List.of());
        contents.deriveAll();
        deriveEdges(ALL, List.of());
    }

    private List<Long> writeStandings(Map<LineageRows.EventKey, LineageRows.Standing> standings) {
        return jdbc
                .sql("""
                        insert into lineage_event as known (organisation, event_id, position, declared)
                        select * from unnest(cast(:organisation as uuid[]), :eventId, :position, :declared)
                        on conflict (organisation, event_id) do update
                           set position = coalesce(known.position, excluded.position),
                               declared = coalesce(known.declared, excluded.declared)
                        returning case when declared is not null then position end
                        """)
                .param("organisation", text(standings.keySet(), LineageRows.EventKey::organisation))
                .param("eventId", text(standings.keySet(), LineageRows.EventKey::eventId))
                .param("position", number(standings.values(), LineageRows.Standing::position))
                .param("declared", number(standings.values(), LineageRows.Standing::declared))
                .query((row, n) -> row.getObject(1, Long.class))
                .list()
                .stream()
                .filter(Objects::nonNull)
                .toList();
    }

    private void insertLots(Collection<NamedLot> lots) {
        jdbc.sql("""
                        insert into lot (lot_id, organisation, uri, gtin, lot, since)
                        select * from unnest(cast(:id as uuid[]), cast(:organisation as uuid[]), :uri, :gtin, :lot, :since)
                        on conflict do nothing
                        """)
                .param("id", text(lots, NamedLot::id))
                .param("organisation", text(lots, NamedLot::organisation))
                .param("uri", text(lots, l -> l.key().uri()))
                .param(
                        "gtin",
                        text(
                                lots,
                                l -> l.key().gtin() == null
                                        ? null
                                        : l.key().gtin().value()))
                .param("lot", text(lots, l -> l.key().lot()))
                .param("since", number(lots, NamedLot::since))
                .update();
    }

    private static CopyRows copied(List<EventLot> rows) {
        CopyRows copied = new CopyRows(200 * rows.size());
        for (EventLot row : rows) {
            copied.cell(row.position())
                    .cell(row.ordinal())
                    .cell(row.organisation())
                    .cell(row.lotId())
                    .cell(row.line().role().word())
                    .cell(row.line().quantity())
                    .cell(row.line().uom())
                    .cell(row.transformation())
                    .cell(row.line().tlc())
                    .endRow();
        }
        return copied;
    }

    private void insertEventUnits(List<EventUnit> rows) {
        jdbc.sql("""
                        insert into event_unit (position, ordinal, organisation, unit, role, transformation, event_time, event_date, by_date, loads)
                        select * from unnest(
                            :position, cast(:ordinal as int[]), cast(:organisation as uuid[]), :unit, :role, :transformation,
                            cast(:eventTime as timestamptz[]), cast(:eventDate as date[]), cast(:byDate as boolean[]), cast(:loads as boolean[]))
                        on conflict do nothing
                        """)
                .param("position", number(rows, EventUnit::position))
                .param("ordinal", text(rows, EventUnit::ordinal))
                .param("organisation", text(rows, EventUnit::organisation))
                .param("unit", text(rows, r -> r.line().unit()))
                .param("role", text(rows, r -> r.line().role().word()))
                .param("transformation", text(rows, EventUnit::transformation))
                .param(
                        "eventTime",
                        text(
                                rows,
                                r -> r.transformation() == null
                                        ? null
                                        : r.moment().time()))
                .param(
                        "eventDate",
                        text(
                                rows,
                                r -> r.transformation() == null
                                        ? null
                                        : r.moment().date()))
                .param("byDate", text(rows, r -> r.moment().byDate()))
                .param("loads", text(rows, EventUnit::loads))
                .update();
    }

    private void insertSerialLots(List<SerialLot> rows) {
        jdbc.sql("""
                        insert into serial_lot (position, organisation, unit, lot_id)
                        select * from unnest(:position, cast(:organisation as uuid[]), :unit, cast(:lot as uuid[]))
                        on conflict do nothing
                        """)
                .param("position", number(rows, SerialLot::position))
                .param("organisation", text(rows, SerialLot::organisation))
                .param("unit", text(rows, SerialLot::unit))
                .param("lot", text(rows, SerialLot::lotId))
                .update();
    }

    private void insertDocuments(List<Document> rows) {
        jdbc.sql("""
                        insert into shipping_document (position, ordinal, organisation, biz_transaction, bare_void)
                        select * from unnest(
                            :position, cast(:ordinal as int[]), cast(:organisation as uuid[]), :document, cast(:bareVoid as boolean[]))
                        on conflict do nothing
                        """)
                .param("position", number(rows, Document::position))
                .param("ordinal", text(rows, Document::ordinal))
                .param("organisation", text(rows, Document::organisation))
                .param("document", text(rows, Document::bizTransaction))
                .param("bareVoid", text(rows, Document::bareVoid))
                .update();
    }

    private void insertDeclaredNames(List<DeclaredName> rows) {
        jdbc.sql("""
                        insert into declared_name (position, organisation, name)
                        select * from unnest(:position, cast(:organisation as uuid[]), :name)
                        on conflict do nothing
                        """)
                .param("position", number(rows, DeclaredName::position))
                .param("organisation", text(rows, DeclaredName::organisation))
                .param("name", text(rows, DeclaredName::name))
                .update();
    }

    private void insertContainments(List<Containment> rows) {
        jdbc.sql("""
                        insert into containment (position, ordinal, organisation, event_id, event_time, event_date, by_date, action, parent,
                                                 child_unit, child_lot, quantity, uom, sets)
                        select * from unnest(
                            :position, cast(:ordinal as int[]), cast(:organisation as uuid[]), :eventId,
                            cast(:eventTime as timestamptz[]), cast(:eventDate as date[]), cast(:byDate as boolean[]), :action, :parent, :childUnit, cast(:childLot as uuid[]),
                            cast(:quantity as numeric[]), :uom, cast(:sets as boolean[]))
                        on conflict do nothing
                        """)
                .param("position", number(rows, Containment::position))
                .param("ordinal", text(rows, Containment::ordinal))
                .param("organisation", text(rows, Containment::organisation))
                .param("eventId", text(rows, Containment::eventId))
                .param("eventTime", text(rows, r -> r.moment().time()))
                .param("eventDate", text(rows, r -> r.moment().date()))
                .param("byDate", text(rows, r -> r.moment().byDate()))
                .param("action", text(rows, r -> r.packing().action()))
                .param("parent", text(rows, r -> r.packing().parent()))
                .param("childUnit", text(rows, r -> unit(r.packing().child())))
                .param("childLot", text(rows, Containment::childLot))
                .param("quantity", text(rows, r -> quantity(r.packing().child())))
                .param("uom", text(rows, r -> uom(r.packing().child())))
                .param("sets", text(rows, r -> r.packing().sets()))
                .update();
    }

    /** Ends all facts of events declared erroneous at the declaration, in either order of capture. */
    private void endVoidedFacts(boolean all, Collection<Long> voided) {
        jdbc.sql("""
                        with voided(position, until) as (
                            select position, greatest(position, declared)
                              from lineage_event
                             where position is not null and declared is not null and (:all or position = any(:positions))
                        ), lots as (
                            update event_lot f set until = v.until from voided v where f.position = v.position
                        ), units as (
                            update event_unit f set until = v.until from voided v where f.position = v.position
                        ), serials as (
                            update serial_lot f set until = v.until from voided v where f.position = v.position
                        ), documents as (
                            update shipping_document f set until = v.until from voided v where f.position = v.position
                        )
                        update containment f set until = v.until from voided v where f.position = v.position
                        """)
                .param("all", all)
                .param("positions", voided.toArray(Long[]::new))
                .update();
    }

    /**
     * Deletes what {@link #deriveEdges} will not overwrite. An event that was declared erroneous before it was captured has no edge at
     * any position; it may have drawn some while its declaration was parked.
     */
    private void deleteEdges(Collection<Long> changed, boolean onlySerialLinks) {
        jdbc.sql(CHANGED + """
                        delete from lot_edge
                         where ctid = any(array(
                            select e.ctid
                              from changed t
                             cross join lateral (
                                select position from event_lot where organisation = t.organisation and transformation = t.transformation
                                union
                                select position from event_unit where organisation = t.organisation and transformation = t.transformation
                                offset 0) part
                             cross join lateral (
                                select ctid from lot_edge
                                 where organisation = t.organisation and input_position = part.position
                                   and (counts_serials or not :onlySerialLinks)
                                offset 0) e))
                        """)
                .param("positions", changed.toArray(Long[]::new))
                .param("onlySerialLinks", onlySerialLinks)
                .update();
    }

    /**
     * Derives again every transformation that a changed event belongs to or uses a serial of, from all its lines.
     * Inputs and outputs may come in several events, a serial's lot may become known later, and a declaration may end
     * any of them. Links through serials are deleted first, because new facts about a serial may split or join their
     * intervals.
     */
    private void deriveEdges(String transformations, Collection<Long> changed) {
        jdbc.sql(transformations + """
                        insert into lot_edge as e (organisation, from_lot, to_lot, input_position, output_position, since, until,
                                                   input_event, output_event, input_quantity, input_uom, input_uoms,
                                                   output_quantity, output_uom, output_uoms, counts_serials)
                        select t.organisation, pair.*
                          from changed t
                         cross join lateral ( -- row by row: growing tables have no statistics to plan by
                            with own as (
                                select role, lot_id, position, quantity, uom, since, until, is_serial
                                  from transformation_line
                                 where organisation = t.organisation and transformation = t.transformation
                                   and role in ('input', 'output') and (until is null or until > since)
                            ), stated as (
                                select role, lot_id, position, quantity, uom, since, until, is_serial from own
                                union all
                                select 'input', u.lot_id, u.position, null, null, u.since, u.until, true
                                  from used_through_units(t.organisation, t.transformation) u
                                 where exists (select from own where role = 'output')
                                   and exists ( -- of most units a lot is known since they were made
                                        select from used_unit u
                                         where u.organisation = t.organisation and u.transformation = t.transformation
                                           and exists (
                                                select from event_unit m
                                                 where m.organisation = u.organisation and m.unit = u.unit and m.role = 'output'
                                                   and m.transformation <> u.transformation
                                                   and not exists (
                                                        select from serial_lot
                                                         where organisation = m.organisation and unit = m.unit
                                                           and position <= m.position and until is null
                                                        offset 0)
                                                offset 0))
                            ), line as (
                                select l.*, coalesce(l.since > max(coalesce(l.until, 9223372036854775807)) over (
                                           partition by l.role, l.lot_id, l.position
                                           order by l.since, l.until rows between unbounded preceding and 1 preceding), true) as begins
                                  from stated l
                            ), numbered as (
                                select l.*, count(*) filter (where begins) over (
                                           partition by role, lot_id, position order by since, until rows unbounded preceding) as part
                                  from line l
                            ), side as (
                                select role, lot_id, position, min(since) as since,
                                       case when bool_or(until is null) then null else max(until) end as until,
                                       case when count(quantity) = count(*) and not bool_or(is_serial) then sum(quantity) end as quantity,
                                       -- what is in a unit may have changed: its amounts are read at the position that is asked for
                                       case when not bool_or(is_serial) then min(uom) end as uom,
                                       case when bool_or(is_serial) then 1 else count(distinct coalesce(uom, '')) end as uoms,
                                       bool_or(is_serial) as counts_serials
                                  from numbered
                                 group by role, lot_id, position, part
                            )
                            select i.lot_id, o.lot_id, i.position, o.position,
                                   greatest(i.since, o.since), least(i.until, o.until), -- null (in force) is later than any position
                                   (select event_id from lineage_event where position = i.position),
                                   case when o.position <> i.position
                                        then (select event_id from lineage_event where position = o.position) end,
                                   i.quantity, i.uom, i.uoms, o.quantity, o.uom, o.uoms, i.counts_serials or o.counts_serials
                              from side i
                              join side o on i.role = 'input' and o.role = 'output'
                             where (i.until is null or i.until > o.since) and (o.until is null or o.until > i.since)
                            offset 0) pair
                        on conflict (organisation, from_lot, to_lot, input_position, output_position, since) do update
                           set until = excluded.until, counts_serials = excluded.counts_serials,
                               input_quantity = excluded.input_quantity, input_uom = excluded.input_uom, input_uoms = excluded.input_uoms,
                               output_quantity = excluded.output_quantity, output_uom = excluded.output_uom,
                               output_uoms = excluded.output_uoms
                         where (e.until, e.counts_serials) is distinct from (excluded.until, excluded.counts_serials)
                        """)
                .param("positions", changed.toArray(Long[]::new))
                .update();
    }

    private static @Nullable String unit(@Nullable Child child) {
        return child == null ? null : child.unit();
    }

    private static @Nullable Object quantity(@Nullable Child child) {
        return child == null ? null : child.quantity();
    }

    private static @Nullable String uom(@Nullable Child child) {
        return child == null ? null : child.uom();
    }
}
