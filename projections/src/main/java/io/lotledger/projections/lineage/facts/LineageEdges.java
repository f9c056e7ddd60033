package io.lotledger.projections.lineage.facts;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.lineage.facts.UsedThroughUnits.Used;
import io.lotledger.projections.lineage.units.UnitUsersSql;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Derives {@code lot_edge}: which lots each transformation used for which, and the log positions between which facts say so. */
final class LineageEdges {
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

    /** Transformations whose ways through units are in memory at a time. */
    private static final int WAYS_AT_ONCE = 5_000;

    private final JdbcClient jdbc;

    LineageEdges(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Deletes what {@link #derive} will not overwrite. An event that was declared erroneous before it was captured has no edge at
     * any position; it may have drawn some while its declaration was parked.
     */
    void delete(Collection<Long> changed, boolean onlySerialLinks) {
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
    void derive(Collection<Long> changed) {
        derive(CHANGED, changed);
    }

    void deriveAll() {
        derive(ALL, List.of());
    }

    private void derive(String transformations, Collection<Long> changed) {
        Map<UUID, List<String>> through = throughUnits(transformations, changed);
        List<Transformation> apart = new ArrayList<>();
        through.forEach((organisation, all) ->
                all.forEach(transformation -> apart.add(new Transformation(organisation, transformation))));
        insertEdges(transformations + "select * from changed except select * from named", changed, apart, List.of());
        through.forEach((organisation, all) -> {
            for (int from = 0; from < all.size(); from += WAYS_AT_ONCE)
                insertWays(organisation, all.subList(from, Math.min(all.size(), from + WAYS_AT_ONCE)));
        });
    }

    private void insertWays(UUID organisation, List<String> transformations) {
        UsedThroughUnits ways = new UsedThroughUnits(jdbc, organisation);
        ways.read(transformations);
        for (String transformation : transformations) {
            List<Transformation> one = List.of(new Transformation(organisation, transformation));
            insertEdges("select * from named", List.of(), one, ways.of(transformation));
        }
    }

    /** The changed transformations that may use lots through units of which no event says the lot. Of most units one does. */
    private Map<UUID, List<String>> throughUnits(String transformations, Collection<Long> changed) {
        Map<UUID, List<String>> through = new LinkedHashMap<>();
        jdbc.sql(transformations + """
                        select organisation, transformation
                          from changed t
                         where exists (
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
                                        offset 0)
                                offset 0)
                           and exists (
                                select from transformation_line
                                 where organisation = t.organisation and transformation = t.transformation and role = 'output'
                                offset 0)
                        """)
                .param("positions", changed.toArray(Long[]::new))
                .query(row -> {
                    through.computeIfAbsent(row.getObject("organisation", UUID.class), o -> new ArrayList<>())
                            .add(row.getString("transformation"));
                });
        return through;
    }

    private void insertEdges(
            String transformations, Collection<Long> changed, List<Transformation> named, List<Used> used) {
        jdbc.sql("""
                        with named as (
                            select * from unnest(cast(:organisations as uuid[]), :transformations) as n(organisation, transformation)
                        ), derived as (
                        """ + transformations + """
                        )
                        insert into lot_edge as e (organisation, from_lot, to_lot, input_position, output_position, since, until,
                                                   input_event, output_event, input_quantity, input_uom, input_uoms,
                                                   output_quantity, output_uom, output_uoms, counts_serials)
                        select t.organisation, pair.*
                          from derived t
                         cross join lateral ( -- row by row: growing tables have no statistics to plan by
                            with own as (
                                select role, lot_id, position, quantity, uom, since, until, is_serial
                                  from transformation_line
                                 where organisation = t.organisation and transformation = t.transformation
                                   and role in ('input', 'output') and (until is null or until > since)
                            ), stated as (
                                select role, lot_id, position, quantity, uom, since, until, is_serial from own
                                union all
                                select 'input', lot_id, position, null, null, since, until, true
                                  from unnest(cast(:usedLots as uuid[]), :usedAt, :usedSince, :usedUntil) as u(lot_id, position, since, until)
                                 where exists (select from own where role = 'output')
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
                .param("organisations", text(named, Transformation::organisation))
                .param("transformations", text(named, Transformation::id))
                .param("usedLots", text(used, Used::lot))
                .param("usedAt", number(used, Used::position))
                .param("usedSince", number(used, Used::since))
                .param("usedUntil", number(used, Used::until))
                .update();
    }

    private record Transformation(UUID organisation, String id) {}
}
