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
    private static final String EVENT_LOT =
            "event_lot (position, ordinal, organisation, lot_id, role, quantity, uom, transformation, tlc)";

    private final JdbcClient jdbc;
    private final JdbcOperations copying;
    private final TransformedContents contents;
    private final LineageEdges edges;

    LineageTables(JdbcClient jdbc, JdbcOperations copying) {
        this.jdbc = jdbc;
        this.copying = copying;
        this.contents = new TransformedContents(jdbc);
        this.edges = new LineageEdges(jdbc);
    }

    void write(LineageRows rows) {
        if (rows.standings.isEmpty()) return;
        List<Long> voided = insert(rows);
        if (!voided.isEmpty()) endVoidedFacts(false, voided);
        Set<Long> changed = new LinkedHashSet<>(rows.edgePositions);
        changed.addAll(voided);
        boolean contentsChanged = changed.addAll(changedContents(rows, voided));
        if (changed.isEmpty()) return;
        if (!voided.isEmpty() || contentsChanged || !rows.linksAreNew()) edges.delete(changed, voided.isEmpty());
        edges.derive(changed);
    }

    /** Lots that an entry names which was parked: a later one may have named them first. */
    void nameEarlier(LineageRows rows) {
        Collection<NamedLot> lots = rows.lots.values();
        if (lots.isEmpty()) return;
        jdbc.sql("""
                        update lot l set since = named.since
                          from unnest(cast(:id as uuid[]), :since) as named(lot_id, since)
                         where l.lot_id = named.lot_id and l.since > named.since
                        """)
                .param("id", text(lots, NamedLot::id))
                .param("since", number(lots, NamedLot::since))
                .update();
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
        edges.deriveAll();
    }

    private List<Long> writeStandings(Map<LineageRows.EventKey, LineageRows.Standing> standings) {
        return jdbc
                .sql("""
                        insert into lineage_event as known (organisation, event_id, position, declared)
                        select * from unnest(cast(:organisation as uuid[]), :eventId, :position, :declared)
                        on conflict (organisation, event_id) do update
                           set position = coalesce(known.position, excluded.position),
                               declared = least(known.declared, excluded.declared)
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
