package io.lotledger.projections.lineage.facts;

import static io.lotledger.projections.sql.ColumnArray.number;
import static io.lotledger.projections.sql.ColumnArray.text;
import static java.util.stream.Collectors.groupingBy;

import io.lotledger.projections.lineage.facts.UsedThroughUnits.Used;
import io.lotledger.projections.lineage.units.UnitUsersSql;
import java.util.Collection;
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

    /** The table is empty: nothing is to be deleted. */
    void deriveAll() {
        derive(ALL, List.of());
    }

    private void derive(String transformations, Collection<Long> changed) {
        List<Special> special = special(transformations, changed);
        List<Transformation> apart = special.stream()
                .filter(Special::throughUnits)
                .map(Special::transformation)
                .toList();
        insertEdges(transformations + "select * from changed except select * from named", changed, apart, List.of());
        List<Transformation> severalEvents = special.stream()
                .filter(s -> s.severalEvents() && !s.throughUnits())
                .map(Special::transformation)
                .toList();
        if (!severalEvents.isEmpty()) deleteOthers(severalEvents, List.of());
        Map<UUID, List<Special>> through = special.stream()
                .filter(Special::throughUnits)
                .collect(groupingBy(s -> s.transformation().organisation()));
        through.forEach((organisation, all) -> {
            for (int from = 0; from < all.size(); from += WAYS_AT_ONCE)
                insertWays(organisation, all.subList(from, Math.min(all.size(), from + WAYS_AT_ONCE)));
        });
    }

    private void insertWays(UUID organisation, List<Special> transformations) {
        UsedThroughUnits ways = new UsedThroughUnits(jdbc, organisation);
        ways.read(transformations.stream().map(s -> s.transformation().id()).toList());
        for (Special transformation : transformations) {
            List<Transformation> one = List.of(transformation.transformation());
            List<Used> used = ways.of(transformation.transformation().id());
            insertEdges("select * from named", List.of(), one, used);
            if (transformation.severalEvents()) deleteOthers(one, used);
        }
    }

    /**
     * The changed transformations that may use lots through units of which no event says the lot (of most units one does),
     * and those of several events, if they have edges yet.
     */
    private List<Special> special(String transformations, Collection<Long> changed) {
        return jdbc.sql(transformations + """
                        , marked as (
                            select organisation, transformation, exists (
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
                                    offset 0) as through_units,
                                   :haveEdges and (select min(position) <> max(position)
                                      from (select position from event_lot
                                             where organisation = t.organisation and transformation = t.transformation
                                            union all
                                            select position from event_unit
                                             where organisation = t.organisation and transformation = t.transformation) part
                                   ) as several_events
                              from changed t
                        )
                        select * from marked where through_units or several_events
                        """)
                .param("positions", changed.toArray(Long[]::new))
                .param("haveEdges", !changed.isEmpty())
                .query((row, n) -> new Special(
                        new Transformation(row.getObject("organisation", UUID.class), row.getString("transformation")),
                        row.getBoolean("through_units"),
                        row.getBoolean("several_events")))
                .list();
    }

    private void insertEdges(
            String transformations, Collection<Long> changed, List<Transformation> named, List<Used> used) {
        edges(LinkedLotsSql.of(transformations) + """
                        insert into lot_edge as e (organisation, from_lot, to_lot, input_position, output_position, since, until,
                                                   input_event, output_event, input_quantity, input_uom, input_uoms,
                                                   output_quantity, output_uom, output_uoms, counts_serials)
                        select organisation, from_lot, to_lot, input_position, output_position, since, until,
                               (select event_id from lineage_event where position = input_position),
                               case when output_position <> input_position
                                    then (select event_id from lineage_event where position = output_position) end,
                               input_quantity, input_uom, input_uoms, output_quantity, output_uom, output_uoms, counts_serials
                          from linked
                        on conflict (organisation, from_lot, to_lot, input_position, output_position, since) do update
                           set until = excluded.until, counts_serials = excluded.counts_serials,
                               input_quantity = excluded.input_quantity, input_uom = excluded.input_uom, input_uoms = excluded.input_uoms,
                               output_quantity = excluded.output_quantity, output_uom = excluded.output_uom,
                               output_uoms = excluded.output_uoms
                         where (e.until, e.counts_serials) is distinct from (excluded.until, excluded.counts_serials)
                        """, changed, named, used);
    }

    /**
     * Deletes links of transformations of several events that {@link #insertEdges} no longer derives: an event that was
     * parked is captured before those that arrived in the meantime, and may take their part in the links of others.
     */
    private void deleteOthers(List<Transformation> severalEvents, List<Used> used) {
        edges(LinkedLotsSql.of("select * from named") + """
                        , part as (
                            select l.organisation, l.position
                              from named n
                              join event_lot l on l.organisation = n.organisation and l.transformation = n.transformation
                            union
                            select u.organisation, u.position
                              from named n
                              join event_unit u on u.organisation = n.organisation and u.transformation = n.transformation
                        )
                        delete from lot_edge
                         where ctid = any(array(
                            select e.ctid
                              from part
                             cross join lateral (
                                select ctid, from_lot, to_lot, input_position, output_position, since
                                  from lot_edge
                                 where organisation = part.organisation and input_position = part.position
                                offset 0) e
                             where (e.from_lot, e.to_lot, e.input_position, e.output_position, e.since) not in (
                                   select from_lot, to_lot, input_position, output_position, since from linked)))
                        """, List.of(), severalEvents, used);
    }

    private void edges(String statement, Collection<Long> changed, List<Transformation> named, List<Used> used) {
        jdbc.sql(statement)
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

    /** A transformation whose edges are derived apart, or of which some may have to go. */
    private record Special(Transformation transformation, boolean throughUnits, boolean severalEvents) {}
}
