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
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units that transformations of one organisation list, and what they held at the time of the event: for each lot, and
 * each unit without a lot in a unit that is used, the log positions between which the facts in force say so.
 */
final class TransformedUnits implements PackingReads.Sink {
    private final UUID organisation;
    private final long from;
    private final Map<Side, Listed> listed = new TreeMap<>();
    private final Map<Long, Integer> ordinals = new HashMap<>();
    private final Map<Long, Integer> innerOrdinals = new HashMap<>();
    private final Map<String, List<Packed>> packings = new HashMap<>();
    private final Map<String, Set<String>> holders = new HashMap<>();
    private final Map<String, List<Packed>> placements = new HashMap<>();
    private final Map<String, List<Serial>> serials = new HashMap<>();
    private final List<Known<Content>> knownLots = new ArrayList<>();
    private final List<Known<String>> knownUnits = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final List<Inner> inner = new ArrayList<>();

    /** @param from the log position from which on the contents are derived; what was held before it is known */
    TransformedUnits(UUID organisation, long from) {
        this.organisation = organisation;
        this.from = from;
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

    /** A lot or unit that was held before the position from which on the contents are derived. */
    private record Known<T>(Side side, KnownSpans.Held<T> held) {}

    private record Side(long position, String role) implements Comparable<Side> {
        private static final String USED = "input";

        boolean isUsed() {
            return role.equals(USED);
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

    /** A lot that the units of one side of an event held. */
    void knowLot(long position, String role, Content content, long since, @Nullable Long until) {
        knownLots.add(new Known<>(new Side(position, role), new KnownSpans.Held<>(content, since, until)));
    }

    /** A unit without a lot inside the units that an event uses. */
    void knowUnit(long position, String unit, long since, @Nullable Long until) {
        knownUnits.add(new Known<>(new Side(position, Side.USED), new KnownSpans.Held<>(unit, since, until)));
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
        Map<Question, Reading> readings = new LinkedHashMap<>();
        Map<Side, Answer> answers = new TreeMap<>();
        listed.forEach((side, units) -> {
            Reading reading = readings.computeIfAbsent(question(side, units), this::reading);
            if (reading.packed.isEmpty()) return;
            Answer answer = new Answer(side, units, reading, Math.max(from, side.position()));
            answers.put(side, answer);
            reading.widen(answer.start, end(units.until()));
        });
        knownLots.forEach(known -> answer(answers, known.side()).lots.know(known.held(), from));
        knownUnits.forEach(known -> answer(answers, known.side()).units.know(known.held(), from));
        SharedPositions.of(readings.values(), Reading::spans).forEach(this::read);
        readings.values().forEach(Reading::end);
        answers.values().forEach(this::addRows);
    }

    private static Answer answer(Map<Side, Answer> answers, Side side) {
        return Objects.requireNonNull(answers.get(side));
    }

    List<Row> rows() {
        return rows;
    }

    List<Inner> inner() {
        return inner;
    }

    /** Reads what the units hold at one position, from one history. */
    private void read(long position, List<SharedPositions.At<Reading>> shared) {
        Set<Packed> packed = new LinkedHashSet<>();
        Set<Serial> nested = new LinkedHashSet<>();
        for (SharedPositions.At<Reading> at : shared) {
            packed.addAll(at.of().packed);
            nested.addAll(at.of().nested);
        }
        Set<String> serialsInside =
                nested.stream().map(fact -> fact.serial().unit()).collect(Collectors.toSet());
        PackingHistory ofAll = history(packed, nested, position);
        for (SharedPositions.At<Reading> at : shared) {
            Reading reading = at.of();
            Question asked = reading.asked;
            // what is inside for one event may be listed by another
            PackingHistory history = Collections.disjoint(serialsInside, asked.units())
                    ? ofAll
                    : history(reading.packed, reading.nested, position);
            reading.contents.turn(at.since(), history.at(asked.units(), asked.made(), asked.moment()));
            if (asked.isUsed()) reading.inside.turn(at.since(), unitsWithoutLot(asked, history, position));
        }
    }

    private Question question(Side side, Listed units) {
        return new Question(units.units(), made(side, units), units.moment(), side.isUsed());
    }

    /** Of the listed units those that the event makes, and does not use. */
    private Set<String> made(Side side, Listed units) {
        if (side.isUsed()) return Set.of();
        Listed used = listed.get(new Side(side.position(), Side.USED));
        Set<String> made = new LinkedHashSet<>(units.units());
        if (used != null) made.removeAll(used.units());
        return made;
    }

    private void addRows(Answer answer) {
        long end = end(answer.listed.until());
        answer.lots
                .of(answer.reading.heldLots, answer.start, end)
                .forEach(span -> rows.add(row(answer.side, answer.listed, span.one(), span.since(), span.until())));
        answer.units
                .of(answer.reading.heldUnits, answer.start, end)
                .forEach(span -> inner.add(inner(answer.side, answer.listed, span.one(), span.since(), span.until())));
    }

    /** What is asked for one side of an event. Many events may ask the same: they list the same units, at the same time. */
    private record Question(Set<String> units, Set<String> made, EventMoment moment, boolean isUsed) {}

    /** The facts that decide what the units of a question hold, and what was read of it, for all log positions asked for. */
    private static final class Reading {
        private final Question asked;
        private final Set<Packed> packed = new LinkedHashSet<>();
        private final Set<Serial> nested = new LinkedHashSet<>();
        private final List<KnownSpans.Held<Content>> heldLots = new ArrayList<>();
        private final List<KnownSpans.Held<String>> heldUnits = new ArrayList<>();
        private final HeldSpans<Content> contents =
                new HeldSpans<>((content, since, until) -> heldLots.add(new KnownSpans.Held<>(content, since, until)));
        private final HeldSpans<String> inside =
                new HeldSpans<>((unit, since, until) -> heldUnits.add(new KnownSpans.Held<>(unit, since, until)));
        private long start = Long.MAX_VALUE;
        private long end;

        Reading(Question asked) {
            this.asked = asked;
        }

        void widen(long since, long until) {
            start = Math.min(start, since);
            end = Math.max(end, until);
        }

        /** Between the positions at which the contents may change, from the capture of the first event until the last declaration. */
        List<SharedPositions.Span> spans() {
            List<SharedPositions.Span> spans = new ArrayList<>();
            if (start >= end) return spans;
            NavigableSet<Long> turns = new TreeSet<>(Set.of(start));
            for (Packed fact : packed) turns.addAll(List.of(fact.since(), fact.until()));
            for (Serial fact : nested) turns.addAll(List.of(fact.since(), fact.until()));
            for (long turn : turns.subSet(start, true, end, false)) {
                Long next = turns.higher(turn);
                spans.add(new SharedPositions.Span(turn, next == null ? end : Math.min(next, end)));
            }
            return spans;
        }

        void end() {
            Long until = end == Long.MAX_VALUE ? null : end;
            contents.end(until);
            inside.end(until);
        }
    }

    /** What the units of one side of an event held, from its capture until its declaration. */
    private static final class Answer {
        private final Side side;
        private final Listed listed;
        private final Reading reading;
        private final long start;
        private final KnownSpans<Content> lots = new KnownSpans<>();
        private final KnownSpans<String> units = new KnownSpans<>();

        Answer(Side side, Listed listed, Reading reading, long start) {
            this.side = side;
            this.listed = listed;
            this.reading = reading;
            this.start = start;
        }
    }

    private Set<String> unitsWithoutLot(Question asked, PackingHistory history, long position) {
        Set<String> inside = history.unitsInside(asked.units(), asked.moment());
        inside.removeIf(unit -> asked.units().contains(unit)
                || serials.getOrDefault(unit, List.of()).stream().anyMatch(serial -> serial.isInForceAt(position)));
        return inside;
    }

    /**
     * The facts about the units and what was ever packed into them by the time of the event, about what they were in when
     * it ended, and about what else they were put into.
     */
    private Reading reading(Question asked) {
        Reading reading = new Reading(asked);
        Set<String> seen = new LinkedHashSet<>(asked.units());
        seen.addAll(inside(seen));
        seen.addAll(endedAround(seen));
        seen.addAll(inside(seen));
        for (String unit : seen) {
            // the lot of a listed serial is a line of the transformation by itself
            if (!asked.units().contains(unit)) reading.nested.addAll(serials.getOrDefault(unit, List.of()));
            packings.getOrDefault(unit, List.of()).stream()
                    .filter(fact -> fact.mayCountAt(asked.moment()))
                    .forEach(reading.packed::add);
        }
        if (reading.packed.isEmpty()) return reading;
        for (String unit : reach(seen, u -> holders.getOrDefault(u, Set.of()).stream())) {
            placements.getOrDefault(unit, List.of()).stream()
                    .filter(fact -> !seen.contains(fact.packing().parent()) && fact.mayCountAt(asked.moment()))
                    .forEach(reading.packed::add);
        }
        return reading;
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

    private static PackingHistory history(Collection<Packed> packed, Collection<Serial> nested, long position) {
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
