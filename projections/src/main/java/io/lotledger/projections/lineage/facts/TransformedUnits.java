package io.lotledger.projections.lineage.facts;

import io.lotledger.projections.lineage.packing.Packing;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts;
import io.lotledger.projections.lineage.packing.PackingHistory;
import io.lotledger.projections.lineage.packing.SerialOfLot;
import io.lotledger.projections.lineage.units.ContainerContents.Content;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units that transformations of one organisation list, and what they held at the time of the event: for each lot, and
 * each unit without a lot in a unit that is used, the log positions between which the facts in force say so.
 */
final class TransformedUnits implements PackingReads.Sink {
    private final UUID organisation;
    private final Map<Side, Listed> listed = new TreeMap<>();
    private final Map<Long, Integer> ordinals = new HashMap<>();
    private final Map<Long, Integer> innerOrdinals = new HashMap<>();
    private final Map<String, List<Packed>> packings = new HashMap<>();
    private final Map<String, Set<String>> holders = new HashMap<>();
    private final Map<String, List<Packed>> placements = new HashMap<>();
    private final Map<String, List<Serial>> serials = new HashMap<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Inner> inner = new ArrayList<>();

    TransformedUnits(UUID organisation) {
        this.organisation = organisation;
    }

    record Row(
            long position,
            int ordinal,
            UUID organisation,
            String transformation,
            String role,
            UUID lot,
            Content content,
            long since,
            @Nullable Long until) {}

    /** A unit without a lot inside a unit that a transformation uses. */
    record Inner(
            long position,
            int ordinal,
            UUID organisation,
            String transformation,
            String unit,
            EventMoment moment,
            long since,
            @Nullable Long until) {}

    private record Side(long position, String role) implements Comparable<Side> {
        boolean isUsed() {
            return role.equals("input");
        }

        @Override
        public int compareTo(Side other) {
            return position != other.position ? Long.compare(position, other.position) : role.compareTo(other.role);
        }
    }

    private record Listed(
            String transformation,
            EventMoment moment,
            @Nullable Long until,
            Set<String> units) {}

    private record Packed(long since, long until, EventMoment moment, String eventId, int ordinal, Packing packing) {
        boolean mayCountAt(EventMoment other) {
            return !moment.time().isAfter(other.last()) || moment.isOfOneDayWith(other);
        }
    }

    private record Serial(long since, long until, SerialOfLot serial) {
        boolean isInForceAt(long position) {
            return since <= position && position < until;
        }
    }

    void add(long position, String role, String transformation, String unit, EventMoment moment, @Nullable Long until) {
        listed.computeIfAbsent(
                        new Side(position, role), s -> new Listed(transformation, moment, until, new LinkedHashSet<>()))
                .units()
                .add(unit);
    }

    @Override
    public void packing(
            long since, @Nullable Long until, EventMoment moment, String eventId, int ordinal, Packing packing) {
        Child child = packing.child();
        Packed packed = new Packed(since, end(until), moment, eventId, ordinal, packing);
        if (child != null && child.unit() != null) {
            holders.computeIfAbsent(child.unit(), u -> new LinkedHashSet<>()).add(packing.parent());
            placements.computeIfAbsent(child.unit(), u -> new ArrayList<>()).add(packed);
        }
        packings.computeIfAbsent(packing.parent(), p -> new ArrayList<>()).add(packed);
    }

    @Override
    public void serial(long since, @Nullable Long until, SerialOfLot serial) {
        serials.computeIfAbsent(serial.unit(), u -> new ArrayList<>()).add(new Serial(since, end(until), serial));
    }

    /** Names of the listed units. */
    Collection<String> names() {
        Set<String> names = new LinkedHashSet<>();
        listed.values().forEach(one -> names.addAll(one.units()));
        return names;
    }

    /** Derives {@link #rows} and {@link #inner} from what was read. */
    void derive() {
        listed.forEach(this::addRows);
    }

    List<Row> rows() {
        return rows;
    }

    List<Inner> inner() {
        return inner;
    }

    private void addRows(Side side, Listed units) {
        List<Packed> packed = new ArrayList<>();
        List<Serial> nested = new ArrayList<>();
        collect(units, packed, nested);
        if (packed.isEmpty()) return;
        HeldSpans<Content> contents =
                new HeldSpans<>((content, since, until) -> rows.add(row(side, units, content, since, until)));
        HeldSpans<String> inside =
                new HeldSpans<>((unit, since, until) -> inner.add(inner(side, units, unit, since, until)));
        for (long position : turns(side.position(), end(units.until()), packed, nested)) {
            PackingHistory history = history(packed, nested, position);
            contents.turn(position, history.at(units.units(), units.moment()));
            if (side.isUsed()) inside.turn(position, unitsWithoutLot(units, history, position));
        }
        contents.end(units.until());
        inside.end(units.until());
    }

    private Set<String> unitsWithoutLot(Listed units, PackingHistory history, long position) {
        Set<String> inside = history.unitsInside(units.units(), units.moment());
        inside.removeIf(unit -> units.units().contains(unit)
                || serials.getOrDefault(unit, List.of()).stream().anyMatch(serial -> serial.isInForceAt(position)));
        return inside;
    }

    /**
     * The facts about the units and what was ever packed into them by the time of the event, about what they were in when
     * it ended, and about what else they were put into.
     */
    private void collect(Listed units, List<Packed> packed, List<Serial> nested) {
        Set<String> seen = new LinkedHashSet<>(units.units());
        seen.addAll(inside(seen));
        seen.addAll(endedAround(seen));
        seen.addAll(inside(seen));
        for (String unit : seen) {
            // the lot of a listed serial is a line of the transformation by itself
            if (!units.units().contains(unit)) nested.addAll(serials.getOrDefault(unit, List.of()));
            packings.getOrDefault(unit, List.of()).stream()
                    .filter(fact -> fact.mayCountAt(units.moment()))
                    .forEach(packed::add);
        }
        if (packed.isEmpty()) return;
        for (String unit : reach(seen, u -> holders.getOrDefault(u, Set.of()).stream())) {
            placements.getOrDefault(unit, List.of()).stream()
                    .filter(fact -> !seen.contains(fact.packing().parent()) && fact.mayCountAt(units.moment()))
                    .forEach(packed::add);
        }
    }

    /** The units that were ever packed into these, through any nesting. */
    private Set<String> inside(Collection<String> units) {
        return reach(
                units,
                unit -> packings.getOrDefault(unit, List.of()).stream()
                        .map(fact -> fact.packing().child())
                        .flatMap(child -> child == null ? Stream.empty() : Stream.ofNullable(child.unit())));
    }

    private Set<String> endedAround(Collection<String> units) {
        Set<String> around = reach(units, unit -> holders.getOrDefault(unit, Set.of()).stream());
        around.removeIf(unit -> packings.getOrDefault(unit, List.of()).stream()
                .noneMatch(fact -> fact.packing().ends()));
        return around;
    }

    private static Set<String> reach(Collection<String> units, Function<String, Stream<String>> neighbours) {
        Set<String> reached = new LinkedHashSet<>(units);
        Deque<String> next = new ArrayDeque<>(reached);
        while (!next.isEmpty())
            neighbours.apply(next.remove()).filter(reached::add).forEach(next::add);
        return reached;
    }

    /** The positions at which the contents may change, from the capture of the event until its declaration. */
    private static NavigableSet<Long> turns(long position, long end, List<Packed> packed, List<Serial> nested) {
        NavigableSet<Long> turns = new TreeSet<>(Set.of(position));
        for (Packed fact : packed) turns.addAll(List.of(fact.since(), fact.until()));
        for (Serial fact : nested) turns.addAll(List.of(fact.since(), fact.until()));
        return position < end ? turns.subSet(position, true, end, false) : new TreeSet<>();
    }

    private static PackingHistory history(List<Packed> packed, List<Serial> nested, long position) {
        PackingFacts facts = new PackingFacts();
        for (Packed fact : packed) {
            if (fact.since() <= position && position < fact.until())
                facts.add(fact.moment(), fact.eventId(), fact.ordinal(), fact.packing());
        }
        for (Serial fact : nested) {
            if (fact.isInForceAt(position)) facts.add(fact.serial());
        }
        return new PackingHistory(facts);
    }

    private Row row(Side side, Listed units, Content content, long since, @Nullable Long until) {
        return new Row(
                side.position(),
                ordinals.merge(side.position(), 1, Integer::sum),
                organisation,
                units.transformation(),
                side.role(),
                content.lot().idIn(organisation),
                content,
                since,
                until);
    }

    private Inner inner(Side side, Listed units, String unit, long since, @Nullable Long until) {
        return new Inner(
                side.position(),
                innerOrdinals.merge(side.position(), 1, Integer::sum),
                organisation,
                units.transformation(),
                unit,
                units.moment(),
                since,
                until);
    }

    private static long end(@Nullable Long until) {
        return until == null ? Long.MAX_VALUE : until;
    }
}
