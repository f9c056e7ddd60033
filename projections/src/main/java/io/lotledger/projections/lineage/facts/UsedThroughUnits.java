package io.lotledger.projections.lineage.facts;

import io.lotledger.projections.lineage.units.LogPeriods;
import io.lotledger.projections.lineage.units.LogPeriods.Period;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Finds the lots that transformations of one organisation use through units of which no event says the lot: what was used for
 * such a unit, or was made beside it, through any number of units. Each link holds at the log positions at which the whole way
 * does. It reads each transformation once, however many of those asked for lead to it.
 */
final class UsedThroughUnits {
    /** Transformations of a unit that are read with one, because ways mostly lead on from it to those before. */
    private static final int MOST_AT_ONCE = 256;

    private final JdbcClient jdbc;
    private final UUID organisation;
    private final Map<String, Reading> read = new HashMap<>();

    UsedThroughUnits(JdbcClient jdbc, UUID organisation) {
        this.jdbc = jdbc;
        this.organisation = organisation;
    }

    /**
     * A lot that a transformation uses through a unit.
     *
     * @param position of the event that lists the unit, or what it is in
     */
    record Used(
            long position, UUID lot, long since, @Nullable Long until) {}

    /** What was read of a transformation: where it leads, and the lots that it uses itself. */
    private record Reading(List<Step> steps, List<Input> inputs) {
        Reading() {
            this(new ArrayList<>(), new ArrayList<>());
        }
    }

    /** @param lot that was made with the unit, and may be in it; {@code null} if what was used for the unit is in it */
    private record Step(
            long position, String making, @Nullable UUID lot, LogPeriods periods) {}

    private record Input(UUID lot, LogPeriods periods) {}

    /** A making that is reached from an event of the transformation; {@code null} for the transformation itself. */
    private record Place(@Nullable Long position, String making) {}

    private record Found(long position, UUID lot) {}

    /** Reads all that the ways of these lead to. */
    void read(Collection<String> transformations) {
        Set<String> visited = new HashSet<>(transformations);
        Deque<String> open = new ArrayDeque<>(visited);
        int before = 1;
        while (!open.isEmpty()) {
            Set<String> unread = new LinkedHashSet<>();
            while (!open.isEmpty()) {
                String one = open.pop();
                Reading known = read.get(one);
                if (known == null) unread.add(one);
                else
                    known.steps().stream()
                            .map(Step::making)
                            .filter(visited::add)
                            .forEach(open::push);
            }
            if (unread.isEmpty()) return;
            readTogether(unread, before);
            open.addAll(unread);
            before = Math.min(MOST_AT_ONCE, before * 2);
        }
    }

    private void readTogether(Set<String> unread, int before) {
        Set<String> all = new LinkedHashSet<>(unread);
        if (before > 1) all.addAll(earlier(unread, before));
        all.removeAll(read.keySet());
        all.forEach(one -> read.put(one, new Reading()));
        String[] transformations = all.toArray(String[]::new);
        jdbc.sql("""
                        select used_by, position, making, lot_id, lower(span) as since, upper(span) as until
                          from makings_of_used_units(:organisation, :transformations), unnest(spans) span
                        """)
                .param("organisation", organisation)
                .param("transformations", transformations)
                .query(row -> {
                    Step step = new Step(
                            row.getLong("position"),
                            row.getString("making"),
                            row.getObject("lot_id", UUID.class),
                            periods(row.getLong("since"), row.getObject("until", Long.class)));
                    reading(row.getString("used_by")).steps().add(step);
                });
        jdbc.sql("""
                        select t.transformation, l.lot_id, l.since, l.until
                          from unnest(:transformations) as t(transformation)
                         cross join lateral (
                            select lot_id, since, until
                              from transformation_line
                             where organisation = cast(:organisation as uuid) and transformation = t.transformation and role = 'input'
                               and (until is null or until > since)
                            offset 0) l
                        """)
                .param("organisation", organisation)
                .param("transformations", transformations)
                .query(row -> {
                    Input input = new Input(
                            row.getObject("lot_id", UUID.class),
                            periods(row.getLong("since"), row.getObject("until", Long.class)));
                    reading(row.getString("transformation")).inputs().add(input);
                });
    }

    /** The transformations that made the same units before these. */
    private List<String> earlier(Set<String> transformations, int most) {
        return jdbc.sql("""
                        select distinct e.transformation
                          from unnest(:transformations) as t(transformation)
                         cross join lateral (
                            select unit, event_time
                              from event_unit
                             where organisation = cast(:organisation as uuid) and transformation = t.transformation and role = 'output'
                            offset 0) made
                         cross join lateral (
                            select transformation
                              from event_unit
                             where organisation = cast(:organisation as uuid) and unit = made.unit and transformation is not null
                               and role = 'output' and event_time <= made.event_time
                             order by event_time desc
                             limit :most) e
                        """)
                .param("organisation", organisation)
                .param("transformations", transformations.toArray(String[]::new))
                .param("most", most)
                .query(String.class)
                .list();
    }

    /**
     * What the transformation uses; {@linkplain #read read} it first. Of a making that is reached again, the way goes on only
     * at positions at which it was not reached before, so that units made from each other come to an end.
     */
    List<Used> of(String transformation) {
        Map<Found, LogPeriods> found = new HashMap<>();
        Map<Place, LogPeriods> reached = new HashMap<>();
        Map<Place, LogPeriods> open = Map.of(new Place(null, transformation), LogPeriods.ALWAYS);
        while (!open.isEmpty()) {
            Map<Place, LogPeriods> next = new HashMap<>();
            open.forEach((place, periods) -> follow(place, periods, transformation, found, next));
            next.replaceAll((place, periods) -> periods.minus(reached.getOrDefault(place, LogPeriods.NEVER)));
            next.values().removeIf(LogPeriods::isEmpty);
            next.forEach((place, periods) -> reached.merge(place, periods, LogPeriods::union));
            open = next;
        }
        reached.forEach((place, periods) -> {
            if (place.position() == null) return;
            for (Input input : reading(place.making()).inputs())
                add(found, new Found(place.position(), input.lot()), periods.intersect(input.periods()));
        });
        return found.entrySet().stream()
                .flatMap(one -> one.getValue().all().stream().map(period -> used(one.getKey(), period)))
                .toList();
    }

    private void follow(
            Place place,
            LogPeriods periods,
            String transformation,
            Map<Found, LogPeriods> found,
            Map<Place, LogPeriods> next) {
        for (Step step : reading(place.making()).steps()) {
            LogPeriods both = periods.intersect(step.periods());
            if (both.isEmpty()) continue;
            long position = place.position() == null ? step.position() : place.position();
            if (step.lot() != null) add(found, new Found(position, step.lot()), both);
            // what it made may be used for it again, through other units
            else if (!step.making().equals(transformation))
                next.merge(new Place(position, step.making()), both, LogPeriods::union);
        }
    }

    private static void add(Map<Found, LogPeriods> found, Found one, LogPeriods periods) {
        if (!periods.isEmpty()) found.merge(one, periods, LogPeriods::union);
    }

    private static Used used(Found found, Period period) {
        return new Used(
                found.position(),
                found.lot(),
                period.since(),
                period.until() == Long.MAX_VALUE ? null : period.until());
    }

    private Reading reading(String transformation) {
        Reading known = read.get(transformation);
        if (known == null) throw new IllegalStateException(transformation + " was not read");
        return known;
    }

    private static LogPeriods periods(long since, @Nullable Long until) {
        return LogPeriods.of(since, until == null ? Long.MAX_VALUE : until);
    }
}
