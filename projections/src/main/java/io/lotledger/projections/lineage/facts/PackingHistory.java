package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.PackingFacts.Fact;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Contents of units over time, derived from packing facts. ADD adds and sums. An OBSERVE, and an ADD that ships or receives
 * the unit, says what is inside: it states the amount of the lots that it lists and puts in only what is not inside yet;
 * what a receipt does not list has not come. DELETE removes; DELETE without children empties that unit and leaves nested
 * units unchanged. A serial of a known lot holds one of that lot.
 *
 * <p>An amount that an event lists beside units, and that is exactly what these hold of the lot, is what they hold: some
 * partners repeat it. Any other amount is loose.
 *
 * <p>A unit that ends, because it is used, sold or destroyed, leaves the unit that holds it. What is in it, through any
 * nesting, goes as soon as something else is put in: the unit is then used again.
 *
 * <p>A unit that is put into another leaves the unit that held it before ({@link UnitMoves}). A unit that leaves its holder
 * takes along what is in it, also where the holder listed that by name: a truck lists pallets and their cases.
 *
 * <p>What a packing known only by its date puts into a unit stays when the unit is emptied that day, if it held something
 * else: the unit may have been emptied before it was packed again, and no lot may be missed.
 */
public final class PackingHistory implements ContainerContents {
    private static final Comparator<Content> BY_LOT_AND_UNIT_OF_MEASURE = Comparator.comparing(
                    (Content content) -> content.lot().uri())
            .thenComparing(content -> content.uom() == null ? "" : content.uom());

    private final Map<String, UnitHistory> histories = new HashMap<>();
    private final PackingFacts facts;
    /** Every unit that ever held a unit. */
    private final Map<String, Set<String>> holders = new HashMap<>();
    /** The units that a unit leaves when it is put into another. */
    private final Map<String, Set<String>> leavable = new HashMap<>();
    /** What the event in turn names beside the unit that it ends. */
    private final List<Child> endedParts = new ArrayList<>();

    /** Whether the change in turn is known only by its date. */
    private boolean byDate;

    private final UnitMoves moves = new UnitMoves();
    private final ListedUnits listedUnits;

    /** @param facts the facts in force */
    public PackingHistory(PackingFacts facts) {
        this.facts = facts;
        List<Fact> inOrder = facts.inOrder();
        listedUnits = new ListedUnits(inOrder, this::latest, this::unitsNowIn);
        for (Fact fact : inOrder) {
            if (!moves.isBeforeTheMoves(fact)) move();
            byDate = fact.byDate();
            follow(fact);
            moves.follow(fact);
        }
        move();
    }

    private Step step(Instant time, boolean atOnce, Consumer<UnitContents> change) {
        return new Step(time, atOnce, byDate, change);
    }

    private void move() {
        byDate = moves.byDate();
        Instant time = moves.time();
        moves.of(this::leavable, (unit, holder) -> history(holder).latest.holdsSinceBefore(unit, time))
                .forEach((holder, leaving) -> {
                    UnitHistory history = history(holder);
                    Set<String> all = new LinkedHashSet<>(leaving.units());
                    leaving.units().forEach(unit -> all.addAll(listedWith(unit, history.latest)));
                    if (leaving.together() && history.latest.isNothingBut(all)) {
                        history.add(step(time, false, held -> held.end(List.of())));
                        // one unit alone stays until the holder is packed again, wherever it goes meanwhile
                        if (all.size() == 1) all.forEach(unit -> leavable(unit).remove(holder));
                    } else all.forEach(unit -> history.add(step(time, false, held -> held.leave(unit))));
                });
    }

    /** Without those that hold it no more: a unit that is loaded again and again costs no more than many units. */
    private Set<String> leavable(String unit) {
        Set<String> current = leavable.getOrDefault(unit, new LinkedHashSet<>());
        current.removeIf(holder -> !history(holder).latest.units().contains(unit));
        return current;
    }

    private void follow(Fact fact) {
        Packing packing = fact.packing();
        Child child = packing.child();
        UnitHistory unit = history(packing.parent());
        Instant time = fact.time();
        if (packing.ends()) end(packing.parent(), time);
        else if (child == null && packing.excludesOthers()) exclude(unit, fact);
        else if (child == null) unit.clear(time, byDate);
        else if (packing.endsPart()) endedParts.add(child);
        else if (packing.putsIn()) put(child, unit, fact);
        else take(child, unit, fact);
    }

    private void take(Child child, UnitHistory unit, Fact fact) {
        String inner = child.unit();
        if (inner == null) {
            if (child.quantity() == null || !listedUnits.hold(fact))
                unit.add(step(fact.time(), false, held -> held.take(child)));
            return;
        }
        if (unit.latest.units().contains(inner)) listedUnits.add(fact, inner);
        Set<String> listed = listedWith(inner, unit.latest);
        unit.add(step(fact.time(), false, held -> {
            held.take(child);
            listed.forEach(held::take);
        }));
    }

    /** What is in a unit and was put into its holder by name beside it: a truck may list pallets and their cases. */
    private Set<String> listedWith(String unit, UnitContents holder) {
        Instant putIn = holder.putIn(unit);
        Set<String> listed = new LinkedHashSet<>();
        if (putIn != null) addListed(unit, nested -> putIn.equals(holder.putIn(nested)), listed, new HashSet<>());
        return listed;
    }

    private Set<String> unitsNowIn(String unit) {
        Set<String> nested = new LinkedHashSet<>();
        addListed(unit, inner -> true, nested, new HashSet<>());
        return nested;
    }

    private void addListed(String unit, Predicate<String> isListed, Set<String> listed, Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (history == null || !visited.add(unit)) return;
        for (String nested : history.latest.units()) {
            if (isListed.test(nested)) listed.add(nested);
            addListed(nested, isListed, listed, visited);
        }
    }

    private void put(Child child, UnitHistory unit, Fact fact) {
        String parent = fact.packing().parent();
        Instant time = fact.time();
        unit.endedWith.forEach((outer, ended) -> {
            if (ended.isBefore(time)) leave(parent, outer, time);
        });
        unit.endedWith.clear();
        String inner = child.unit();
        if (inner == null) unit.hadLots = true;
        if (listedUnits.isPartOfContents(fact)) {
            if (unit.latest.hasEnded()) unit.add(step(time, true, UnitContents::beginAnew));
            if (listedUnits.isInside(fact)) return;
        }
        if (fact.packing().sets()) unit.add(step(time, true, held -> held.state(child, fact.eventId(), time)));
        else if (inner == null) putLot(child, unit, fact);
        else {
            unit.add(step(time, true, held -> held.put(child, time)));
            listedUnits.add(fact, inner);
        }
        if (inner == null) return;
        unit.hadUnits.add(inner);
        if (fact.packing().sets()) {
            unit.statedUnits
                    .computeIfAbsent(fact.eventId(), e -> new ArrayList<>())
                    .add(inner);
        }
        holders.computeIfAbsent(inner, u -> new LinkedHashSet<>()).add(parent);
        leavable.computeIfAbsent(inner, u -> new LinkedHashSet<>()).add(parent);
        history(inner).endedWith.remove(parent);
    }

    private void putLot(Child child, UnitHistory unit, Fact fact) {
        Instant time = fact.time();
        if (listedUnits.holdUnknownAmount(fact)) {
            Set<String> units = Set.copyOf(listedUnits.of(fact));
            unit.add(step(time, true, held -> held.putIncluding(units, child, time)));
        } else if (!listedUnits.hold(fact)) {
            unit.add(step(time, true, held -> held.put(child, time)));
        }
    }

    /** Units whose contents nobody knows may hold what the receipt does not list. */
    private void exclude(UnitHistory unit, Fact fact) {
        List<String> listed = unit.statedUnits.getOrDefault(fact.eventId(), List.of());
        if (listed.stream().allMatch(child -> isKnown(child, new HashSet<>())))
            unit.add(step(fact.time(), false, held -> held.keepReceived(fact.time())));
    }

    private boolean isKnown(String unit, Set<String> visited) {
        if (!visited.add(unit)) return false;
        if (!facts.lotsOfSerial(unit).isEmpty()) return true;
        UnitHistory history = histories.get(unit);
        return history != null
                && (history.hadLots || history.hadUnits.stream().anyMatch(nested -> isKnown(nested, visited)));
    }

    private void end(String unit, Instant time) {
        List<Child> parts = List.copyOf(endedParts);
        endedParts.clear();
        Set<LotKey> named =
                parts.stream().flatMap(part -> Stream.ofNullable(part.lot())).collect(Collectors.toSet());
        if (!named.isEmpty() && holdsOneOf(named, unit, new HashSet<>())) {
            history(unit).add(step(time, false, held -> held.end(parts)));
            return;
        }
        for (String holder : holders.getOrDefault(unit, Set.of())) {
            Set<String> listed = listedWith(unit, history(holder).latest);
            leave(unit, holder, time);
            listed.forEach(nested -> leave(nested, holder, time));
        }
        holders.remove(unit);
        endAll(unit, time, new HashSet<>());
    }

    private boolean holdsOneOf(Set<LotKey> lots, String unit, Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (!visited.add(unit) || history == null) return false;
        return history.latest.holdsOneOf(lots)
                || history.latest.units().stream()
                        .anyMatch(nested -> facts.lotsOfSerial(nested).stream().anyMatch(lots::contains)
                                || holdsOneOf(lots, nested, visited));
    }

    private void endAll(String unit, Instant time, Set<String> visited) {
        if (!visited.add(unit)) return;
        UnitHistory history = history(unit);
        history.add(step(time, false, held -> held.end(List.of())));
        for (String nested : List.copyOf(history.latest.units())) {
            history(nested).endedWith.put(unit, time);
            endAll(nested, time, visited);
        }
    }

    private void leave(String unit, String holder, Instant time) {
        UnitHistory history = history(holder);
        if (history.latest.units().contains(unit)) history.add(step(time, false, held -> held.leave(unit)));
    }

    private UnitHistory history(String unit) {
        return histories.computeIfAbsent(unit, u -> new UnitHistory());
    }

    @Override
    public List<Content> at(String unit, Instant time) {
        return at(Set.of(LogisticUnit.name(unit)), time);
    }

    @Override
    public List<Content> at(String unit, EventMoment moment) {
        return at(Set.of(LogisticUnit.name(unit)), moment);
    }

    @Override
    public Set<String> unitsIn(String unit, EventMoment moment) {
        UnitHistory history = histories.get(LogisticUnit.name(unit));
        return history == null ? Set.of() : history.at(moment).units();
    }

    private List<Content> at(Collection<String> units, Instant time) {
        Instant precise = PackingFacts.precise(time);
        return sorted(sum(units, history -> history.at(precise)));
    }

    /** The contents of several units together, by name; a unit inside another of them counts once. */
    List<Content> at(Collection<String> units, EventMoment moment) {
        return sorted(sum(units, history -> history.at(moment)));
    }

    private static List<Content> sorted(UnitContents held) {
        return held.contents().stream().sorted(BY_LOT_AND_UNIT_OF_MEASURE).toList();
    }

    private UnitContents latest(Collection<String> units) {
        return sum(units, history -> history.latest);
    }

    private UnitContents sum(Collection<String> units, Function<UnitHistory, UnitContents> moment) {
        UnitContents sum = new UnitContents();
        Set<String> visited = new HashSet<>();
        for (String unit : units) collect(unit, moment, lot -> true, sum, visited);
        return sum;
    }

    /** @param isCounted whether no outer unit's stated amount includes what is in here of a lot */
    private void collect(
            String unit,
            Function<UnitHistory, UnitContents> moment,
            Predicate<LotKey> isCounted,
            UnitContents sum,
            Set<String> visited) {
        if (!visited.add(unit)) return; // stops at units that contain each other, and counts each unit once
        facts.lotsOfSerial(unit).stream().filter(isCounted).forEach(sum::putOne);
        UnitHistory history = histories.get(unit);
        if (history == null) return;
        UnitContents held = moment.apply(history);
        sum.putAll(held, isCounted);
        for (String child : held.units()) {
            collect(child, moment, isCounted.and(lot -> !held.includes(lot, child)), sum, visited);
        }
    }

    /** @param atOnce whether it applies already at its instant: an ADD does, a DELETE or an end does not yet */
    private record Step(Instant time, boolean atOnce, boolean byDate, Consumer<UnitContents> change) {
        /** Whether it puts something in at some time of a day, which the later instant is of as well. */
        boolean mayFollow(Instant later) {
            return byDate && atOnce && later.isBefore(time.plus(EventMoment.DAY));
        }
    }

    /**
     * What happened to one unit, in order, and the steps after which it was empty. A reused unit thus costs no more than a
     * new one.
     */
    private static final class UnitHistory {
        final Set<String> hadUnits = new LinkedHashSet<>();
        final Map<String, List<String>> statedUnits = new HashMap<>();
        /** The units that hold it and ended with it, and when. */
        final Map<String, Instant> endedWith = new HashMap<>();

        UnitContents latest = new UnitContents();
        boolean hadLots;
        private final List<Step> steps = new ArrayList<>();
        /** What was put in and taken out since it was last emptied, after what stayed then. */
        private List<Step> sinceCleared = new ArrayList<>();

        private Instant cleared = Instant.MIN;
        /** When something was taken out by an event known only by its date. */
        private final NavigableSet<Instant> takenByDate = new TreeSet<>();

        private final List<Integer> emptyBefore = new ArrayList<>(List.of(0));

        void add(Step step) {
            steps.add(step);
            sinceCleared.add(step);
            if (step.byDate() && !step.atOnce()) takenByDate.add(step.time());
            step.change().accept(latest);
            if (!latest.isEmpty()) return;
            latest = new UnitContents(); // nothing of before matters, as in the contents of a later time
            emptyBefore.add(steps.size());
            sinceCleared.clear();
        }

        /** Takes everything out, but for what may have been put in later that day. */
        void clear(Instant time, boolean byDate) {
            List<Step> thatDay =
                    sinceCleared.stream().filter(step -> step.mayFollow(time)).toList();
            List<Step> staying = cleared.equals(time) || heldOtherwise(time) ? thatDay : List.of();
            add(new Step(time, false, byDate, held -> {
                held.clear();
                staying.forEach(step -> step.change().accept(held));
            }));
            sinceCleared = new ArrayList<>(staying);
            cleared = time;
        }

        private boolean heldOtherwise(Instant time) {
            UnitContents others = new UnitContents();
            for (Step step : sinceCleared)
                if (!step.mayFollow(time)) step.change().accept(others);
            return others.holdsSomething();
        }

        UnitContents at(EventMoment moment) {
            UnitContents held = at(moment.time());
            for (Instant later : changesAfter(moment)) held.putMost(at(later));
            if (takenByDate.isEmpty()) return held;
            for (Instant taken : takenByDate.subSet(moment.time().minus(EventMoment.DAY), false, moment.time(), false))
                held.putMissing(at(taken), at(taken.plus(1, ChronoUnit.MICROS)));
            return held;
        }

        /** For an event known only by its date, when something was taken out later that day, and the end of the day. */
        private Set<Instant> changesAfter(EventMoment moment) {
            if (!moment.byDate()) return Set.of();
            Set<Instant> changes = new LinkedHashSet<>();
            for (int i = before(moment.time()); i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step.time().isAfter(moment.last())) break;
                if (!step.atOnce() && step.time().isAfter(moment.time())) changes.add(step.time());
            }
            changes.add(moment.last());
            return changes;
        }

        UnitContents at(Instant time) {
            int end = before(time);
            int low = 0;
            int high = emptyBefore.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (emptyBefore.get(middle) <= end) low = middle;
                else high = middle - 1;
            }
            UnitContents held = new UnitContents();
            for (Step step : steps.subList(emptyBefore.get(low), end))
                step.change().accept(held);
            for (int i = end; i < steps.size() && steps.get(i).time().equals(time); i++) {
                if (steps.get(i).atOnce()) steps.get(i).change().accept(held);
            }
            return held;
        }

        /** Number of steps before the instant. */
        private int before(Instant time) {
            int low = 0;
            int high = steps.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (steps.get(middle).time().isBefore(time)) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
