package io.lotledger.projections.lineage.facts;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.TransformedUnits.Inner;
import io.lotledger.projections.lineage.facts.TransformedUnits.Row;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Derives {@code transformed_content}: the lots inside the units that a transformation lists, at the time of the event
 * that lists them; and {@code transformed_unit}: the units without a lot inside those that it uses. The rows of an event depend on the packings and serials up to its time, in whatever order these were
 * captured, and are replaced from the first position at which a fact has changed.
 */
final class TransformedContents {
    private static final int EVENTS_AT_ONCE = 500;

    private final JdbcClient jdbc;
    private final PackingReads packings;

    TransformedContents(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.packings = new PackingReads(jdbc);
    }

    /**
     * @param changed positions of new or ended facts
     * @return positions of the events whose contents may have changed
     */
    Set<Long> derive(Collection<Long> changed) {
        return replace(jdbc.sql("""
                        with recursive filled(organisation, unit, since, whole) as (
                            -- a packing known only by its date counts for events of that date in any offset
                            (select organisation, parent, case when by_date then event_time - interval '28 hours' else event_time end, false
                               from containment
                              where position = any(:positions)
                             union -- a unit that is put elsewhere leaves its holder, or stays in one that goes along
                             select c.organisation, o.parent, greatest(case when c.by_date then c.event_time - interval '28 hours' else c.event_time end, o.since), false
                               from containment c
                              cross join lateral (
                                select parent, case when by_date then event_time - interval '28 hours' else event_time end as since
                                  from containment
                                 where organisation = c.organisation and child_unit = c.child_unit and action = 'ADD'
                                offset 0) o
                              where c.position = any(:positions) and c.child_unit is not null
                             union
                             select organisation, child_unit, case when by_date then event_time - interval '28 hours' else event_time end, true
                               from containment
                              where position = any(:positions) and child_unit is not null
                             union
                             select c.organisation, c.parent, c.since, false
                               from serial_lot s
                              cross join lateral (
                                select organisation, parent, case when by_date then event_time - interval '28 hours' else event_time end as since
                                  from containment
                                 where organisation = s.organisation and child_unit = s.unit and action = 'ADD'
                                offset 0) c
                              where s.position = any(:positions))
                            union
                            select f.organisation, c.unit, greatest(f.since, c.since), c.whole
                              from filled f
                             cross join lateral (
                                select parent as unit, case when by_date then event_time - interval '28 hours' else event_time end as since, false as whole
                                  from containment
                                 where organisation = f.organisation and child_unit = f.unit and action = 'ADD'
                                union all -- what ends with a unit goes from the units nested in it
                                select child_unit, '-infinity', true
                                  from containment
                                 where organisation = f.organisation and parent = f.unit and action = 'ADD'
                                   and (f.whole or exists (
                                           select from containment
                                            where organisation = f.organisation and parent = f.unit and action = 'DELETE' and sets
                                              and child_unit is null and child_lot is null
                                             offset 0))
                                offset 0) c
                             where c.unit is not null
                        ), affected(position) as (
                            select position from event_unit where position = any(:positions) and transformation is not null
                            union
                            select u.position
                              from filled f
                             cross join lateral (
                                select position
                                  from event_unit
                                 where organisation = f.organisation and unit = f.unit and transformation is not null
                                   and event_time >= f.since - case when by_date then interval '52 hours' else interval '0 hours' end
                                offset 0) u
                        )
                        select u.position, u.organisation, u.transformation, u.role, u.unit, u.event_time, u.event_date, u.by_date, u.until
                          from affected a
                         cross join lateral (select * from event_unit where position = a.position offset 0) u
                         where u.event_time is not null
                         order by u.position, u.ordinal
                        """).param("positions", changed.toArray(Long[]::new)), Collections.min(changed));
    }

    /** Derives all rows; the table is empty. */
    void deriveAll() {
        List<Long> positions = jdbc.sql("""
                        select distinct position
                          from event_unit u
                         where transformation is not null and exists (
                                select from containment
                                 where organisation = u.organisation and parent = u.unit and (child_unit is not null or child_lot is not null))
                         order by position
                        """).query(Long.class).list();
        for (int from = 0; from < positions.size(); from += EVENTS_AT_ONCE) {
            List<Long> some = positions.subList(from, Math.min(positions.size(), from + EVENTS_AT_ONCE));
            replace(jdbc.sql("""
                        select u.position, u.organisation, u.transformation, u.role, u.unit, u.event_time, u.event_date, u.by_date, u.until
                          from unnest(:positions) as p(position)
                         cross join lateral (select * from event_unit where position = p.position offset 0) u
                         order by u.position, u.ordinal
                        """).param("positions", some.toArray(Long[]::new)), 0);
        }
    }

    /**
     * Replaces the rows of the events whose units the query lists.
     *
     * @param from the first position at which a fact has changed: before it the rows stay as they are
     */
    private Set<Long> replace(JdbcClient.StatementSpec listing, long from) {
        Map<UUID, TransformedUnits> listed = new LinkedHashMap<>();
        Set<Long> positions = new LinkedHashSet<>();
        listing.query(row -> {
            positions.add(row.getLong("position"));
            listed.computeIfAbsent(
                            row.getObject("organisation", UUID.class),
                            organisation -> new TransformedUnits(organisation, from))
                    .add(
                            row.getLong("position"),
                            row.getString("role"),
                            row.getString("transformation"),
                            row.getString("unit"),
                            PackingReads.moment(row),
                            row.getObject("until", Long.class));
        });
        if (positions.isEmpty()) return positions;
        takeRows(positions.toArray(Long[]::new), from, listed);
        List<Row> rows = new ArrayList<>();
        List<Inner> inner = new ArrayList<>();
        listed.forEach((organisation, units) -> {
            packings.all(organisation, units.names(), units);
            units.derive();
            rows.addAll(units.rows());
            inner.addAll(units.inner());
        });
        if (!rows.isEmpty()) insert(rows);
        if (!inner.isEmpty()) insertInner(inner);
        return positions;
    }

    /** Deletes the rows, and passes on what they say of before the position. */
    private void takeRows(Long[] positions, long from, Map<UUID, TransformedUnits> listed) {
        jdbc.sql("""
                        with gone as (
                            delete from transformed_content where position = any(:positions) returning *
                        )
                        select g.position, g.organisation, g.role, g.quantity, g.uom, g.since, g.until, l.uri, l.gtin, l.lot
                          from gone g
                          join lot l on l.lot_id = g.lot_id
                         where g.since < :from
                         order by g.position, g.ordinal
                        """).param("positions", positions).param("from", from).query(row -> {
            LotKey lot = Objects.requireNonNull(PackingReads.lot(row));
            units(listed, row)
                    .knowLot(
                            row.getLong("position"),
                            row.getString("role"),
                            new Content(lot, row.getBigDecimal("quantity"), row.getString("uom")),
                            row.getLong("since"),
                            row.getObject("until", Long.class));
        });
        jdbc.sql("""
                        with gone as (
                            delete from transformed_unit where position = any(:positions) returning *
                        )
                        select position, organisation, unit, since, until from gone where since < :from order by position, ordinal
                        """).param("positions", positions).param("from", from).query(row -> {
            units(listed, row)
                    .knowUnit(
                            row.getLong("position"),
                            row.getString("unit"),
                            row.getLong("since"),
                            row.getObject("until", Long.class));
        });
    }

    private static TransformedUnits units(Map<UUID, TransformedUnits> listed, ResultSet row) throws SQLException {
        return Objects.requireNonNull(listed.get(row.getObject("organisation", UUID.class)));
    }

    private void insert(List<Row> rows) {
        jdbc.sql("""
                        insert into transformed_content (position, ordinal, organisation, transformation, role, lot_id, quantity, uom,
                                                         since, until)
                        select * from unnest(
                            :position, cast(:ordinal as int[]), cast(:organisation as uuid[]), :transformation, :role,
                            cast(:lot as uuid[]), cast(:quantity as numeric[]), :uom, :since, :until)
                        """)
                .param("position", number(rows, Row::position))
                .param("ordinal", text(rows, Row::ordinal))
                .param("organisation", text(rows, Row::organisation))
                .param("transformation", text(rows, Row::transformation))
                .param("role", text(rows, Row::role))
                .param("lot", text(rows, Row::lot))
                .param("quantity", text(rows, row -> row.content().quantity()))
                .param("uom", text(rows, row -> row.content().uom()))
                .param("since", number(rows, Row::since))
                .param("until", number(rows, Row::until))
                .update();
    }

    private void insertInner(List<Inner> rows) {
        jdbc.sql("""
                        insert into transformed_unit (position, ordinal, organisation, transformation, unit, event_time, event_date, by_date,
                                                      since, until)
                        select * from unnest(
                            :position, cast(:ordinal as int[]), cast(:organisation as uuid[]), :transformation, :unit,
                            cast(:eventTime as timestamptz[]), cast(:eventDate as date[]), cast(:byDate as boolean[]), :since, :until)
                        """)
                .param("position", number(rows, Inner::position))
                .param("ordinal", text(rows, Inner::ordinal))
                .param("organisation", text(rows, Inner::organisation))
                .param("transformation", text(rows, Inner::transformation))
                .param("unit", text(rows, Inner::unit))
                .param("eventTime", text(rows, row -> row.moment().time()))
                .param("eventDate", text(rows, row -> row.moment().date()))
                .param("byDate", text(rows, row -> row.moment().byDate()))
                .param("since", number(rows, Inner::since))
                .param("until", number(rows, Inner::until))
                .update();
    }
}
