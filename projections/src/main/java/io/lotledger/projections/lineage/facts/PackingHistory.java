package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.PackingFacts.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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
 * <p>Of two events of one day of which one is known only by its date, either may have been first, and no lot may be missed.
 * What was put in stays when the unit is emptied or ends that day, if it held something else, and when the lot or unit is
 * taken out, if it was inside otherwise as well: the unit may have been packed again afterwards. It stays when the unit is
 * received that day.
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

    private final UnitMoves moves = new UnitMoves();
    private final ListedUnits listedUnits;

    /** @param facts the facts in force */
    public PackingHistory(PackingFacts facts) {
        this.facts = facts;
        List<Fact> inOrder = facts.inOrder();
        listedUnits = new ListedUnits(inOrder, this::latest, this::unitsNowIn);
        for (Fact fact : inOrder) {
            if (!moves.isBeforeTheMoves(fact)) move();
            follow(fact);
            moves.follow(fact);
        }
        move();
    }

    private void move() {
        moves.of(
                        this::leavable,
                        (unit, holder, packing) -> history(holder).latest.holdsSinceBefore(unit, packing))
                .forEach((holder, leaving) -> {
                    UnitHistory history = history(holder);
                    Map<String, EventMoment> all = new LinkedHashMap<>(leaving.units());
                    leaving.units()
                            .forEach((unit, moment) -> listedWith(unit, history.latest)
                                    .forEach(listed -> all.putIfAbsent(listed, moment)));
                    if (leaving.together() && history.latest.isNothingBut(all.keySet())) {
                        EventMoment moment = all.values().stream()
                                .reduce(UnitMoves::lessKnown)
                                .orElseThrow();
                        history.end(moment, List.of());
                        // one unit alone stays until the holder is packed again, wherever it goes meanwhile
                        if (all.size() == 1)
                            all.keySet().forEach(unit -> leavable(unit).remove(holder));
                    } else all.forEach((unit, moment) -> history.add(Step.later(moment, held -> held.leave(unit))));
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
        if (packing.ends()) end(packing.parent(), fact.moment());
        else if (child == null && packing.excludesOthers()) exclude(unit, fact);
        else if (child == null) unit.clear(fact.moment());
        else if (packing.endsPart()) endedParts.add(child);
        else if (packing.putsIn()) put(child, unit, fact);
        else take(child, unit, fact);
    }

    private void take(Child child, UnitHistory unit, Fact fact) {
        String inner = child.unit();
        if (inner == null) {
            if (child.quantity() == null) unit.take(fact.moment(), List.of(child));
            else if (!listedUnits.hold(fact)) unit.add(Step.later(fact.moment(), held -> held.take(child)));
            return;
        }
        if (unit.latest.units().contains(inner)) listedUnits.add(fact, inner);
        List<Child> taken = new ArrayList<>(List.of(child));
        listedWith(inner, unit.latest).forEach(listed -> taken.add(new Child(listed, null, null, null)));
        unit.take(fact.moment(), taken);
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
        EventMoment moment = fact.moment();
        unit.endedWith.forEach((outer, ended) -> {
            if (ended.isBefore(fact.time())) leave(parent, outer, moment);
        });
        unit.endedWith.clear();
        unit.say(fact);
        String inner = child.unit();
        if (inner == null) unit.hadLots = true;
        if (listedUnits.isPartOfContents(fact)) {
            if (unit.latest.hasEnded()) unit.add(Step.atOnce(moment, UnitContents::beginAnew));
            if (listedUnits.isInside(fact)) return;
        }
        if (fact.packing().sets()) unit.add(Step.of(fact, held -> held.state(child, fact.eventId(), moment)));
        else if (inner == null) putLot(child, unit, fact);
        else {
            unit.add(Step.of(fact, held -> held.put(child, moment)));
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
        EventMoment moment = fact.moment();
        if (listedUnits.holdUnknownAmount(fact)) {
            Set<String> units = Set.copyOf(listedUnits.of(fact));
            unit.add(Step.of(fact, held -> held.putIncluding(units, child, moment)));
        } else if (!listedUnits.hold(fact)) {
            unit.add(Step.of(fact, held -> held.put(child, moment)));
        }
    }

    /** Units whose contents nobody knows may hold what the receipt does not list. */
    private void exclude(UnitHistory unit, Fact fact) {
        List<String> listed = unit.statedUnits.getOrDefault(fact.eventId(), List.of());
        if (listed.stream().allMatch(child -> isKnown(child, new HashSet<>())))
            unit.add(Step.later(fact.moment(), held -> held.keepReceived(fact.moment())));
    }

    private boolean isKnown(String unit, Set<String> visited) {
        if (!visited.add(unit)) return false;
        if (!facts.lotsOfSerial(unit).isEmpty()) return true;
        UnitHistory history = histories.get(unit);
        return history != null
                && (history.hadLots || history.hadUnits.stream().anyMatch(nested -> isKnown(nested, visited)));
    }

    private void end(String unit, EventMoment moment) {
        List<Child> parts = List.copyOf(endedParts);
        endedParts.clear();
        Set<LotKey> named =
                parts.stream().flatMap(part -> Stream.ofNullable(part.lot())).collect(Collectors.toSet());
        if (!named.isEmpty() && holdsOneOf(named, unit, new HashSet<>())) {
            history(unit).end(moment, parts);
            return;
        }
        Set<String> around = holders.getOrDefault(unit, new HashSet<>());
        Map<String, Set<String>> listed = new LinkedHashMap<>(); // before any leaves: units may contain each other
        for (String holder : around) listed.put(holder, listedWith(unit, history(holder).latest));
        listed.forEach((holder, nested) -> {
            leave(unit, holder, moment);
            nested.forEach(one -> leave(one, holder, moment));
        });
        around.removeIf(holder -> !history(holder).latest.units().contains(unit));
        endAll(unit, moment, new HashSet<>());
    }

    private boolean holdsOneOf(Set<LotKey> lots, String unit, Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (!visited.add(unit) || history == null) return false;
        return history.latest.holdsOneOf(lots)
                || history.latest.units().stream()
                        .anyMatch(nested -> facts.lotsOfSerial(nested).stream().anyMatch(lots::contains)
                                || holdsOneOf(lots, nested, visited));
    }

    private void endAll(String unit, EventMoment moment, Set<String> visited) {
        if (!visited.add(unit)) return;
        UnitHistory history = history(unit);
        history.end(moment, List.of());
        for (String nested : List.copyOf(history.latest.units())) {
            history(nested).endedWith.put(unit, moment.time());
            endAll(nested, moment, visited);
        }
    }

    /** A unit that held something else may have been put in after it ended, and was packed again. */
    private void leave(String unit, String holder, EventMoment moment) {
        UnitHistory history = history(holder);
        if (!history.latest.units().contains(unit)) return;
        boolean mayBePutInLater =
                !history.latest.holdsSinceBefore(unit, moment) && history(unit).heldOtherwise(moment);
        if (!mayBePutInLater) history.add(Step.later(moment, held -> held.leave(unit)));
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

    /**
     * @param atOnce whether it applies already at its instant: an ADD does, a DELETE or an end does not yet
     * @param child what it puts in
     * @param ends whether what is inside ends with it
     */
    private record Step(
            EventMoment moment, boolean atOnce, @Nullable Child child, boolean ends, Consumer<UnitContents> change) {
        static Step of(Fact fact, Consumer<UnitContents> change) {
            return new Step(fact.moment(), true, fact.packing().child(), false, change);
        }

        static Step atOnce(EventMoment moment, Consumer<UnitContents> change) {
            return new Step(moment, true, null, false, change);
        }

        static Step later(EventMoment moment, Consumer<UnitContents> change) {
            return new Step(moment, false, null, false, change);
        }

        boolean puts(Collection<Child> children) {
            return child != null
                    && children.stream()
                            .anyMatch(one ->
                                    Objects.equals(one.unit(), child.unit()) && Objects.equals(one.lot(), child.lot()));
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
        /** All that events say was put in, in order. */
        private final List<Fact> putIn = new ArrayList<>();

        private boolean hasDates;

        private final List<Integer> emptyBefore = new ArrayList<>(List.of(0));
        /** The steps with which something may have gone out. */
        private final NavigableSet<Integer> outgoing = new TreeSet<>();

        /** An event says that something was put in, which may have been inside. */
        void say(Fact fact) {
            putIn.add(fact);
            hasDates |= fact.moment().byDate();
        }

        void add(Step step) {
            if (!step.atOnce() || latest.hasEnded()) outgoing.add(steps.size());
            steps.add(step);
            sinceCleared.add(step);
            hasDates |= step.moment().byDate();
            step.change().accept(latest);
            if (!latest.isEmpty()) return;
            latest = new UnitContents(); // nothing of before matters, as in the contents of a later time
            emptyBefore.add(steps.size());
            sinceCleared.clear();
        }

        /** Takes everything out, but for what may have been put in later that day. */
        void clear(EventMoment moment) {
            List<Step> staying = cleared.equals(moment.time()) || heldOtherwise(moment) ? stillHeld(moment) : List.of();
            add(Step.later(moment, held -> {
                held.clear();
                staying.forEach(step -> step.change().accept(held));
            }));
            sinceCleared = new ArrayList<>(staying);
            cleared = moment.time();
        }

        /** Takes units, or all of a lot, out, but for what may have been put in again later that day. */
        void take(EventMoment moment, List<Child> children) {
            List<Step> again = stillHeld(moment).stream()
                    .filter(step -> step.puts(children))
                    .toList();
            UnitContents others = again.isEmpty() ? new UnitContents() : without(thatDay(moment));
            List<Step> staying = again.stream()
                    .filter(step -> step.child() != null && others.holds(step.child()))
                    .toList();
            add(Step.later(moment, held -> {
                children.forEach(held::take);
                staying.forEach(step -> step.change().accept(held));
            }));
        }

        /** @param parts what ends of lots that end in part */
        void end(EventMoment moment, Collection<Child> parts) {
            List<Consumer<UnitContents>> staying = heldOtherwise(moment)
                    ? stillHeld(moment).stream()
                            .filter(step -> parts.stream().noneMatch(part -> step.puts(List.of(part))))
                            .map(Step::change)
                            .toList()
                    : List.of();
            add(new Step(moment, false, null, true, held -> held.end(parts, staying)));
        }

        /** Whether it holds something beside what was put in at some time of the day. */
        boolean heldOtherwise(EventMoment moment) {
            List<Step> thatDay = thatDay(moment);
            return !thatDay.isEmpty() && without(thatDay).holdsSomething();
        }

        private List<Step> stillHeld(EventMoment moment) {
            return thatDay(moment).stream()
                    .filter(step -> step.child() != null && latest.holds(step.child()))
                    .toList();
        }

        private UnitContents without(List<Step> some) {
            Set<Step> left = new HashSet<>(some);
            UnitContents others = new UnitContents();
            for (Step step : sinceCleared)
                if (!left.contains(step)) step.change().accept(others);
            return others;
        }

        /** What was put in since it was emptied, before or after something else of that day. */
        private List<Step> thatDay(EventMoment moment) {
            if (!hasDates && !moment.byDate()) return List.of();
            List<Step> found = new ArrayList<>();
            Instant earliest = moment.time().minus(EventMoment.LONGEST_DATE);
            for (int i = sinceCleared.size() - 1; i >= 0; i--) {
                Step step = sinceCleared.get(i);
                if (step.moment().time().isBefore(earliest)) break;
                if (step.atOnce() && step.moment().isOfOneDayWith(moment)) found.add(step);
            }
            Collections.reverse(found);
            return found;
        }

        UnitContents at(EventMoment moment) {
            UnitContents held = at(moment.time());
            for (Instant later : changesAfter(moment)) held.putMost(at(later));
            if (!hasDates && !moment.byDate()) return held;
            addTakenBefore(moment, held);
            addPutInElsewhen(moment, held);
            return held;
        }

        /** Adds what was put in on the event's date in another offset, where this was not within the event's own day. */
        private void addPutInElsewhen(EventMoment moment, UnitContents held) {
            UnitContents others = new UnitContents();
            Instant end = moment.time().plus(EventMoment.LONGEST_DATE);
            for (int i = before(putIn, Fact::time, moment.time().minus(EventMoment.LONGEST_DATE));
                    i < putIn.size();
                    i++) {
                Fact fact = putIn.get(i);
                Child child = fact.packing().child();
                if (fact.time().isAfter(end)) break;
                boolean isElsewhen = fact.time().isAfter(moment.last())
                        || (moment.byDate() && fact.time().isBefore(moment.time()));
                if (child != null && isElsewhen && fact.moment().isOfOneDayWith(moment))
                    others.put(child, fact.moment());
            }
            held.putMissing(others, new UnitContents());
        }

        /** Adds what went out by then, but may have been inside later that day. */
        private void addTakenBefore(EventMoment moment, UnitContents held) {
            int first = before(moment.time().minus(EventMoment.LONGEST_DATE));
            for (int i : outgoing.subSet(first, before(moment.afterwards().time()))) {
                Step step = steps.get(i);
                boolean isYetToCome = !step.atOnce() && step.moment().time().equals(moment.time());
                if (isYetToCome || !step.moment().isOfOneDayWith(moment)) continue;
                UnitContents after = step.atOnce() ? first(i) : first(i + 1);
                if (step.atOnce() || step.ends()) after.beginAnew();
                held.putMissing(first(i), after);
            }
        }

        /** For an event known only by its date, when something was taken out later that day, and the end of the day. */
        private Set<Instant> changesAfter(EventMoment moment) {
            if (!moment.byDate()) return Set.of();
            Set<Instant> changes = new LinkedHashSet<>();
            for (int i = before(moment.time()); i < steps.size(); i++) {
                Step step = steps.get(i);
                Instant time = step.moment().time();
                if (time.isAfter(moment.last())) break;
                if (!step.atOnce() && time.isAfter(moment.time())) changes.add(time);
            }
            changes.add(moment.last());
            return changes;
        }

        UnitContents at(Instant time) {
            int end = before(time);
            UnitContents held = first(end);
            for (int i = end; i < steps.size() && steps.get(i).moment().time().equals(time); i++) {
                if (steps.get(i).atOnce()) steps.get(i).change().accept(held);
            }
            return held;
        }

        /** The contents after so many steps. */
        private UnitContents first(int end) {
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
            return held;
        }

        private int before(Instant time) {
            return before(steps, step -> step.moment().time(), time);
        }

        /** How many of these are before the instant. */
        private static <T> int before(List<T> inOrder, Function<T, Instant> at, Instant time) {
            int low = 0;
            int high = inOrder.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (at.apply(inOrder.get(middle)).isBefore(time)) low = middle + 1;
                else high = middle;
            }
            return low;
        }
    }
}
