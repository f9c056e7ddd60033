package io.lotledger.projections.lineage.evidence;

import static io.lotledger.projections.sql.ColumnArray.text;

import io.lotledger.projections.lineage.LotIds;
import io.lotledger.projections.lineage.evidence.WaysThroughUnits.Use;
import io.lotledger.projections.lineage.facts.PackingReads;
import io.lotledger.projections.lineage.packing.PackingHistory;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the units that were made of lots, or beside lots, and of which nothing says what they hold; those that were made of
 * such units; and so on. A serial beside lots of other products is of none of these.
 */
final class UnitsWithoutLot {
    private static final String USING_LOTS = """
            with recursive holder(unit) as (
                (select parent
                   from containment
                  where organisation = (select cast(:organisation as uuid)) and child_lot = any(cast(:lots as uuid[])) and action = 'ADD'
                    and position <= :position and (until is null or until > :position)
                 union
                 select unit
                   from serial_lot
                  where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                    and position <= :position and (until is null or until > :position))""" + EvidenceReads.HOLDING_A_HOLDER + """
            ), candidate(transformation) as (
                select transformation
                  from event_lot
                 where organisation = (select cast(:organisation as uuid)) and lot_id = any(cast(:lots as uuid[]))
                   and transformation is not null
                   and position <= :position and (until is null or until > :position)
                union
                select u.transformation
                  from holder h
                 cross join lateral (
                    select transformation
                      from event_unit
                     where organisation = (select cast(:organisation as uuid)) and unit = h.unit and transformation is not null
                       and position <= :position and (until is null or until > :position)
                    offset 0) u
            )
            select c.transformation,
                   case when line.role = 'output' then array_to_string(array(
                        select gtin from lot where organisation = cast(:organisation as uuid) and lot_id = any(line.lots)), ',') end as gtins
              from candidate c
             cross join lateral (
                select min(role) as role, array_agg(lot_id) as lots -- of both roles, the input
                  from transformation_line
                 where organisation = cast(:organisation as uuid) and transformation = c.transformation and role in ('input', 'output')
                   and lot_id = any(cast(:lots as uuid[])) and since <= :position and (until is null or until > :position)
                having count(*) > 0
                offset 0) line
             where exists (
                    select from event_unit
                     where organisation = (select cast(:organisation as uuid)) and transformation = c.transformation and role = 'output'
                    offset 0)
            """;

    private static final String MADE = """
            select m.unit, t.transformation, beside.lots, m.event_time, m.event_date, m.by_date,
                   later.event_time as later_time, later.event_date as later_date, later.by_date as later_by_date
              from unnest(:transformations, :gtins) as t(transformation, gtins)
             cross join lateral (
                select array(
                    select distinct lot_id
                      from transformation_line
                     where organisation = cast(:organisation as uuid) and transformation = t.transformation and role = 'output'
                       and since <= :position and (until is null or until > :position)) as lots
                offset 0) beside
             cross join lateral (
                select unit, event_time, event_date, by_date
                  from event_unit
                 where organisation = (select cast(:organisation as uuid)) and transformation = t.transformation and role = 'output'
                   and unit !~ '^(https://id\\.gs1\\.org/01/\\d{14}$|urn:epc:idpat:)' -- a product without lot or serial is no unit
                   and (t.gtins is null or unit not like 'https://id.gs1.org/01/%'
                        or substring(unit from 23 for 14) = any(string_to_array(t.gtins, ',')))
                   and position <= :position and (until is null or until > :position)
                offset 0) m
              left join lateral ( -- what is certainly later
                select event_time, event_date, by_date
                  from (select event_time, event_date, by_date
                          from event_unit
                         where organisation = (select cast(:organisation as uuid)) and unit = m.unit and role = 'output'
                           and transformation <> t.transformation and event_time > m.event_time
                           and position <= :position and (until is null or until > :position)
                        union all
                        select event_time, event_date, by_date
                          from containment c
                         where organisation = (select cast(:organisation as uuid)) and parent = m.unit and action = 'ADD'
                           and event_time >= m.event_time
                           and position <= :position and (until is null or until > :position)
                           and (child_lot = any(beside.lots) -- puts in what was made with it
                                or exists (
                                    select from serial_lot
                                     where organisation = (select cast(:organisation as uuid)) and unit = c.child_unit
                                       and lot_id = any(beside.lots)
                                       and position <= :position and (until is null or until > :position)
                                    offset 0)
                                or (child_lot is not null
                                    or exists (
                                        select from serial_lot
                                         where organisation = (select cast(:organisation as uuid)) and unit = c.child_unit
                                           and position <= :position and (until is null or until > :position)
                                        offset 0)
                                    or exists (
                                        select from containment
                                         where organisation = (select cast(:organisation as uuid)) and parent = c.child_unit and action = 'ADD'
                                           and (child_lot is not null or child_unit is not null)
                                           and position <= :position and (until is null or until > :position)
                                        offset 0))
                                and exists ( -- once it was emptied
                                    select from containment e
                                     where organisation = (select cast(:organisation as uuid)) and parent = m.unit and action = 'DELETE'
                                       and child_lot is null and child_unit is null
                                       and (not sets or not exists ( -- used up, and not a part of a lot in it
                                            select from containment
                                             where position = e.position and parent = e.parent and sets and child_lot is not null
                                            offset 0))
                                       and e.event_time > m.event_time and e.event_time < c.event_time
                                       and not ((e.by_date or m.by_date) and e.event_date = m.event_date)
                                       and not ((e.by_date or c.by_date) and e.event_date = c.event_date)
                                       and (not m.by_date or e.event_time >= m.event_time + interval '24 hours')
                                       and (not e.by_date or e.event_time + interval '24 hours' <= c.event_time)
                                       and position <= :position and (until is null or until > :position)
                                    offset 0))) known
                 where not ((by_date or m.by_date) and event_date = m.event_date)
                   and (not m.by_date or event_time >= m.event_time + interval '24 hours')
                 order by event_time
                 limit 1) later on true
             where later.event_time is distinct from m.event_time
               and not exists (
                    select from serial_lot
                     where organisation = (select cast(:organisation as uuid)) and unit = m.unit
                       and position <= :position and (until is null or until > :position)
                    offset 0)
            """;

    private static final String USING_UNITS = """
            with recursive made(unit, event_time, event_date, by_date, replaced, replaced_date, replaced_by_date) as (
                select distinct *
                  from unnest(:units, cast(:made as timestamptz[]), cast(:dates as date[]), cast(:byDate as boolean[]),
                              cast(:replaced as timestamptz[]), cast(:replacedDates as date[]), cast(:replacedByDate as boolean[]))
            ), holder(unit, holder) as (
                select distinct unit, unit from made
                union
                select h.unit, c.parent
                  from holder h
                 cross join lateral (
                    select parent
                      from containment
                     where organisation = (select cast(:organisation as uuid)) and child_unit = h.holder and action = 'ADD'
                       and position <= :position and (until is null or until > :position)
                    offset 0) c
            )
            select distinct u.transformation, m.unit, h.holder, u.event_time, u.event_date, u.by_date
              from made m
              join holder h on h.unit = m.unit
             cross join lateral (
                select transformation, event_time, event_date, by_date
                  from event_unit
                 where organisation = (select cast(:organisation as uuid)) and unit = h.holder
                   and transformation is not null and role = 'input'
                   and (event_time >= m.event_time or (by_date or m.by_date) and event_date >= m.event_date)
                   and (m.replaced is null or event_time <= m.replaced -- what fills it up uses it first
                        or (by_date or m.replaced_by_date) and event_date <= m.replaced_date)
                   and position <= :position and (until is null or until > :position)
                offset 0) u
            """;

    private final JdbcClient jdbc;
    private final PackingReads packings;

    UnitsWithoutLot(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.packings = new PackingReads(jdbc);
    }

    /** @param gtins of the lots in question that it made, separated by commas; {@code null} if it used one */
    private record Making(String transformation, @Nullable String gtins) {}

    /** A unit and the lots that were made with it. */
    private record Made(UnitWithoutLot unit, Set<UUID> beside) {
        boolean isBesideOneOf(UUID organisation, List<Content> contents) {
            return contents.stream()
                    .anyMatch(content -> beside.contains(content.lot().idIn(organisation)));
        }
    }

    private record Held(String holder, EventMoment moment) {}

    /** The units made of these lots, directly or through others of them, as the log stood at the position. */
    List<UnitWithoutLot> madeOf(UUID organisation, Collection<UUID> lots, long logPosition) {
        return ways(organisation, lots, logPosition).units();
    }

    /** Those of these units through which the lots were used for one of the others. */
    Set<UnitWithoutLot> between(UUID organisation, Collection<UUID> lots, Collection<UUID> made, long logPosition) {
        if (lots.isEmpty()) return Set.of();
        WaysThroughUnits ways = ways(organisation, lots, logPosition);
        if (ways.transformations().isEmpty()) return Set.of();
        return ways.leadingTo(jdbc.sql("""
                        select t.transformation
                          from unnest(:transformations) as t(transformation)
                         where exists (
                                select from transformation_line
                                 where organisation = cast(:organisation as uuid) and transformation = t.transformation and role = 'output'
                                   and lot_id = any(cast(:lots as uuid[])) and since <= :position and (until is null or until > :position)
                                offset 0)
                        """)
                .param("organisation", organisation)
                .param("transformations", ways.transformations().toArray(String[]::new))
                .param("lots", new LotIds(made))
                .param("position", logPosition)
                .query(String.class)
                .list());
    }

    private WaysThroughUnits ways(UUID organisation, Collection<UUID> lots, long logPosition) {
        WaysThroughUnits ways = new WaysThroughUnits();
        Set<Making> seen = new HashSet<>();
        List<Making> makings = jdbc.sql(USING_LOTS)
                .param("organisation", organisation)
                .param("lots", new LotIds(lots))
                .param("position", logPosition)
                .query((row, n) -> new Making(row.getString("transformation"), row.getString("gtins")))
                .list();
        while (!makings.isEmpty()) {
            seen.addAll(makings);
            List<UnitWithoutLot> made = unknown(organisation, made(organisation, makings, logPosition), logPosition);
            List<Use> uses = using(organisation, made, logPosition);
            ways.add(made, uses);
            makings = uses.stream()
                    .map(Use::transformation)
                    .distinct()
                    .map(transformation -> new Making(transformation, null))
                    .filter(making -> !seen.contains(making))
                    .toList();
        }
        return ways;
    }

    /** Those that held none of the lots made with them when they were made. Of a day nobody knows what was first. */
    private List<UnitWithoutLot> unknown(UUID organisation, List<Made> units, long logPosition) {
        Set<String> names = units.stream().map(made -> made.unit().unit()).collect(Collectors.toSet());
        PackingHistory contents = new PackingHistory(packings.inForce(organisation, names, logPosition));
        return units.stream()
                .filter(made -> {
                    EventMoment moment = made.unit().made();
                    String unit = made.unit().unit();
                    return moment.byDate()
                            || !made.isBesideOneOf(organisation, contents.at(unit, moment))
                            || !made.isBesideOneOf(organisation, contents.at(unit, moment.afterwards()));
                })
                .map(Made::unit)
                .toList();
    }

    private List<Made> made(UUID organisation, List<Making> makings, long logPosition) {
        return jdbc.sql(MADE)
                .param("organisation", organisation)
                .param("transformations", text(makings, Making::transformation))
                .param("gtins", text(makings, Making::gtins))
                .param("position", logPosition)
                .query((row, n) -> new Made(
                        new UnitWithoutLot(
                                row.getString("unit"),
                                row.getString("transformation"),
                                moment(row, "event_time", "event_date", "by_date"),
                                row.getObject("later_time") == null
                                        ? null
                                        : moment(row, "later_time", "later_date", "later_by_date")),
                        Set.of((UUID[]) row.getArray("lots").getArray())))
                .list();
    }

    private List<Use> using(UUID organisation, List<UnitWithoutLot> units, long logPosition) {
        if (units.isEmpty()) return List.of();
        List<Use> uses = jdbc.sql(USING_UNITS)
                .param("organisation", organisation)
                .param("units", text(units, UnitWithoutLot::unit))
                .param("made", text(units, unit -> unit.made().time()))
                .param("dates", text(units, unit -> unit.made().date()))
                .param("byDate", text(units, unit -> unit.made().byDate()))
                .param("replaced", text(units, unit -> of(unit.replaced(), EventMoment::time)))
                .param("replacedDates", text(units, unit -> of(unit.replaced(), EventMoment::date)))
                .param("replacedByDate", text(units, unit -> of(unit.replaced(), EventMoment::byDate)))
                .param("position", logPosition)
                .query((row, n) -> new Use(
                        row.getString("transformation"),
                        row.getString("unit"),
                        row.getString("holder"),
                        moment(row, "event_time", "event_date", "by_date")))
                .list();
        Set<String> holders =
                uses.stream().filter(Use::isOfHolder).map(Use::holder).collect(Collectors.toSet());
        PackingHistory contents = new PackingHistory(packings.inForce(organisation, holders, logPosition));
        Map<Held, Set<String>> inside = new HashMap<>(); // thousands may be in one holder
        return uses.stream()
                .filter(use -> !use.isOfHolder()
                        || inside.computeIfAbsent(
                                        new Held(use.holder(), use.moment()),
                                        held -> contents.unitsInside(Set.of(held.holder()), held.moment()))
                                .contains(use.unit()))
                .toList();
    }

    private static @Nullable Object of(@Nullable EventMoment moment, Function<EventMoment, Object> part) {
        return moment == null ? null : part.apply(moment);
    }

    private static EventMoment moment(ResultSet row, String time, String date, String byDate) throws SQLException {
        Instant at = row.getObject(time, OffsetDateTime.class).toInstant();
        LocalDate on = row.getObject(date, LocalDate.class);
        return new EventMoment(at, on == null ? LocalDate.ofInstant(at, ZoneOffset.UTC) : on, row.getBoolean(byDate));
    }
}
