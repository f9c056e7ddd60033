package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.EventFacts.Packing;
import io.lotledger.projections.lineage.facts.PackingFacts.Fact;
import io.lotledger.projections.lineage.facts.PackingFacts.Listing;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
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
 * <p>Of two events of one day of which one is known only by its date, either may have been first, and no lot may be missed.
 * What was put in stays when the unit is emptied or ends that day, if it held something else, and when the lot or unit is
 * taken out, if it was inside otherwise as well: the unit may have been packed again afterwards. It stays when the unit is
 * received that day.
 *
 * <p>An event that says what is inside packs nothing that was inside before, and a receipt packs nothing at all: what is
 * unpacked, moved or ended that day has gone afterwards, whichever of the two comes first in the order of events.
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

    /** What events of the instant in turn put in although it went out later that day. */
    private final Map<List<Object>, Runnable> goingAgain = new LinkedHashMap<>();

    private Instant time = Instant.MIN;

    private final UnitMoves moves = new UnitMoves();
    private final ListedUnits listedUnits;

    /** @param facts the facts in force */
    public PackingHistory(PackingFacts facts) {
        this.facts = facts;
        List<Fact> inOrder = facts.inOrder();
        listedUnits = new ListedUnits(inOrder, this::latest, this::unitsNowIn);
        for (Fact fact : inOrder) {
            if (!moves.isBeforeTheMoves(fact)) move();
            if (!goingAgain.isEmpty()
                    && !(fact.time().equals(time) && fact.packing().putsIn())) goAgain();
            time = fact.time();
            follow(fact);
            moves.follow(fact);
        }
        move();
        goAgain();
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
                    } else all.forEach((unit, moment) -> history.leave(unit, moment));
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
            else if (!listedUnits.hold(fact)) unit.add(Step.taking(fact.moment(), List.of(child)));
            return;
        }
        if (unit.latest.units().contains(inner)) listedUnits.add(fact, inner);
        unit.take(fact.moment(), withListed(child, unit));
    }

    private List<Child> withListed(Child child, UnitHistory unit) {
        List<Child> all = new ArrayList<>(List.of(child));
        if (child.unit() != null) listedWith(child.unit(), unit.latest).forEach(listed -> all.add(Child.of(listed)));
        return all;
    }

    /** What is in a unit and was put into its holder by name beside it: a truck may list pallets and their cases. */
    private Set<String> listedWith(String unit, UnitContents holder) {
        Set<String> listed = new LinkedHashSet<>();
        if (holder.units().contains(unit))
            addListed(
                    unit,
                    history -> history.latest,
                    nested -> holder.areListedTogether(unit, nested),
                    listed,
                    new HashSet<>());
        return listed;
    }

    private Set<String> unitsNowIn(String unit) {
        Set<String> nested = new LinkedHashSet<>();
        addListed(unit, history -> history.latest, inner -> true, nested, new HashSet<>());
        return nested;
    }

    private void addListed(
            String unit,
            Function<UnitHistory, UnitContents> moment,
            Predicate<String> isListed,
            Set<String> listed,
            Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (history == null || !visited.add(unit)) return;
        for (String nested : moment.apply(history).units()) {
            if (isListed.test(nested)) listed.add(nested);
            addListed(nested, moment, isListed, listed, visited);
        }
    }

    private void put(Child child, UnitHistory unit, Fact fact) {
        String parent = fact.packing().parent();
        String inner = child.unit();
        unit.say(fact);
        if (inner == null) unit.hadLots = true;
        if (fact.packing().sets()) {
            if (inner != null) listedUnits.add(fact, inner);
            if (!state(child, unit, fact)) return;
        } else {
            leaveWhatEnded(parent, unit, fact.moment());
            if (inner == null) putLot(child, unit, fact);
            else {
                pack(child, unit, fact, held -> held.put(child, fact.moment()));
                listedUnits.add(fact, inner);
            }
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
        if (!unit.latest.hasEnded()) history(inner).endedWith.remove(parent);
    }

    /** Something is put into the unit: what ended in it is gone, and it is no longer in what ended with it. */
    private void useAgain(String name, UnitHistory unit, EventMoment moment) {
        leaveWhatEnded(name, unit, moment);
        if (unit.latest.hasEnded()) unit.add(Step.beginning(moment));
    }

    private void leaveWhatEnded(String name, UnitHistory unit, EventMoment moment) {
        unit.endedWith.forEach((outer, ended) -> {
            if (ended.time().isBefore(moment.time())) leave(name, outer, moment);
        });
        unit.endedWith.clear();
    }

    /** @return whether it was put in: what an event says that does not receive the unit may have been inside */
    private boolean state(Child child, UnitHistory unit, Fact fact) {
        EventMoment moment = fact.moment();
        boolean receives = listedUnits.isReceipt(fact);
        boolean mayEndLater = unit.latest.endsOnDayOf(moment);
        if (mayEndLater) listedUnits.look(fact);
        else useAgain(fact.packing().parent(), unit, moment);
        boolean isInside = listedUnits.isInside(fact);
        if (isInside && !receives) return false;
        if (mayEndLater && !receives) useAgain(fact.packing().parent(), unit, moment);
        if (listedUnits.hold(fact)) {
            unit.add(Step.of(Kind.SEEN, moment, List.of(child), held -> held.stateInUnits(child, fact.eventId())));
            return true;
        }
        List<Step> takings = takingsAfter(child, unit, fact);
        boolean wasInside = listedUnits.wasInside(fact)
                || listedUnits.isInListedUnit(fact)
                || takings.stream()
                        .anyMatch(taking -> wasIn(Set.of(fact.packing().parent()), child, taking.time()));
        Kind kind = wasInside ? Kind.SEEN : receives ? Kind.CAME : Kind.PACKED;
        for (Step taking : takings)
            goAgain(List.of(Listing.of(fact), child.what(), taking), unit, taking, () -> taken(child, unit, taking));
        boolean isPacked = kind != Kind.SEEN;
        unit.add(new Step(
                fact.time(),
                moment,
                kind,
                List.of(child),
                held -> held.state(child, fact.eventId(), moment, isPacked)));
        return true;
    }

    /** What took this out of the unit before the event in order, and may have done so after it that day. */
    private List<Step> takingsAfter(Child child, UnitHistory unit, Fact fact) {
        boolean receives = listedUnits.isReceipt(fact);
        boolean isHeld = child.unit() != null ? unit.latest.holds(child) : listedUnits.isInside(fact);
        if (isHeld && !receives) return List.of();
        String parent = fact.packing().parent();
        List<Step> takings =
                unit.takings(child, fact.moment(), isHeld, receives, taking -> took(taking, child, parent, receives));
        if (takings.isEmpty()) return takings;
        if (child.unit() != null) return List.of(takings.get(takings.size() - 1));
        for (int i = 0; i < takings.size(); i++) {
            Instant then = takings.get(i).time();
            if (listedUnits.isAmountIn(fact, sum(Set.of(parent), history -> history.at(then))))
                return takings.subList(i, takings.size());
        }
        return receives || !unit.latest.holds(child) ? takings : List.of();
    }

    /** Whether it took this out of the unit, or may have if it came to this place in the unit. */
    private boolean took(Step taking, Child child, String unit, boolean receives) {
        boolean ended = taking.kind() == Kind.ENDED;
        if (ended && history(unit).latest.hasEnded()) return false; // it goes when something else is put in
        if (!ended && taking.names(child)) return true;
        if (!ended && taking.isOfAll() && receives) return true;
        return wasIn(ended || taking.isOfAll() ? Set.of(unit) : taking.units(), child, taking.time());
    }

    /** Whether it was in one of the units, through any nesting. */
    private boolean wasIn(Set<String> units, Child child, Instant time) {
        if (child.unit() == null) return !amounts(child, units, time).isEmpty();
        Set<String> nested = new HashSet<>();
        units.forEach(one -> addListed(one, history -> history.at(time), inner -> true, nested, new HashSet<>()));
        return nested.contains(child.unit());
    }

    private List<Child> taken(Child child, UnitHistory unit, Step taking) {
        if (child.unit() != null) return withListed(child, unit);
        if (taking.names(child))
            return taking.children().stream().filter(child::isSame).toList();
        if (taking.isOfAll() || taking.kind() == Kind.ENDED) return List.of(new Child(null, child.lot(), null, null));
        return amounts(child, taking.units(), taking.time());
    }

    /** How much of the lot is in the units at the time. */
    private List<Child> amounts(Child child, Set<String> units, Instant time) {
        return sum(units, history -> history.at(time)).contents().stream()
                .filter(content -> content.lot().equals(child.lot()))
                .map(content -> new Child(null, content.lot(), content.quantity(), content.uom()))
                .toList();
    }

    /** It goes out once more, after all that is put in at the instant. */
    private void goAgain(List<Object> key, UnitHistory unit, Step taking, Supplier<List<Child>> children) {
        Instant now = time;
        goingAgain.putIfAbsent(key, () -> unit.add(Step.again(taking, now, children.get())));
    }

    private void goAgain() {
        goingAgain.values().forEach(Runnable::run);
        goingAgain.clear();
    }

    private void putLot(Child child, UnitHistory unit, Fact fact) {
        EventMoment moment = fact.moment();
        if (listedUnits.holdUnknownAmount(fact)) {
            Set<String> units = Set.copyOf(listedUnits.of(fact));
            pack(child, unit, fact, held -> held.putIncluding(units, child, moment));
        } else if (!listedUnits.hold(fact)) {
            pack(child, unit, fact, held -> held.put(child, moment));
        }
    }

    private void pack(Child child, UnitHistory unit, Fact fact, Consumer<UnitContents> change) {
        unit.tookWhatCame(child, fact.moment())
                .ifPresent(taking -> goAgain(List.of(fact), unit, taking, () -> withListed(child, unit)));
        unit.add(Step.of(Kind.PACKED, fact.moment(), List.of(child), change));
    }

    /** Units whose contents nobody knows may hold what the receipt does not list. */
    private void exclude(UnitHistory unit, Fact fact) {
        List<String> listed = unit.statedUnits.getOrDefault(fact.eventId(), List.of());
        if (listed.stream().allMatch(child -> isKnown(child, new HashSet<>())))
            unit.add(Step.of(Kind.MISSED, fact.moment(), List.of(), held -> held.keepReceived(fact.moment())));
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
            history(nested).endedWith.put(unit, moment);
            endAll(nested, moment, visited);
        }
    }

    /** A unit that held something else may have been put in after it ended, and was packed again. */
    private void leave(String unit, String holder, EventMoment moment) {
        UnitHistory history = history(holder);
        if (!history.latest.units().contains(unit)) return;
        boolean mayBePutInLater =
                !history.latest.holdsSinceBefore(unit, moment) && history(unit).heldOtherwise(moment);
        if (!mayBePutInLater) history.leave(unit, moment);
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

    /** What a step does; the first four apply already at their instant, the others not yet. */
    private enum Kind {
        /** Put in by then, and not known to be inside before that day: it may have been packed at any time of it. */
        PACKED,
        /** Received, and not known to be inside before: it was packed before it came. */
        CAME,
        /** Seen, and inside before. */
        SEEN,
        /** What has ended is removed, because the unit is used again. */
        BEGUN,
        TAKEN,
        /** It ended, or is in another unit. */
        LEFT,
        ENDED,
        /** A receipt does not list it. */
        MISSED;

        boolean isAtOnce() {
            return compareTo(BEGUN) <= 0;
        }

        boolean putsIn() {
            return compareTo(SEEN) <= 0;
        }

        boolean takes() {
            return this == TAKEN || this == LEFT || this == ENDED;
        }
    }

    /**
     * @param time its place in the order of what happened
     * @param moment when it happened; what goes out again does so at the moment of what took it out
     * @param children what it puts in or takes out; none if it takes out all, or what a receipt does not list
     */
    private record Step(
            Instant time, EventMoment moment, Kind kind, List<Child> children, Consumer<UnitContents> change) {
        static Step of(Kind kind, EventMoment moment, List<Child> children, Consumer<UnitContents> change) {
            return new Step(moment.time(), moment, kind, children, change);
        }

        static Step beginning(EventMoment moment) {
            return of(Kind.BEGUN, moment, List.of(), UnitContents::beginAnew);
        }

        static Step taking(EventMoment moment, List<Child> children) {
            return of(Kind.TAKEN, moment, children, held -> children.forEach(held::take));
        }

        static Step again(Step taking, Instant time, List<Child> children) {
            Kind kind = taking.kind == Kind.LEFT ? Kind.LEFT : Kind.TAKEN;
            return new Step(time, taking.moment, kind, children, held -> {
                for (Child child : children) {
                    if (kind == Kind.LEFT && child.unit() != null) held.leave(child.unit());
                    else held.take(child);
                }
            });
        }

        boolean isAtOnce() {
            return kind.isAtOnce();
        }

        boolean names(Child child) {
            return children.stream().anyMatch(child::isSame);
        }

        boolean isOfAll() {
            return children.isEmpty();
        }

        Set<String> units() {
            return children.stream()
                    .flatMap(child -> Stream.ofNullable(child.unit()))
                    .collect(Collectors.toSet());
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
        final Map<String, EventMoment> endedWith = new HashMap<>();

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
            boolean begins = latest.hasEnded() && (step.kind() == Kind.PACKED || step.kind() == Kind.BEGUN);
            if (!step.isAtOnce() || begins) outgoing.add(steps.size());
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
            add(Step.of(Kind.TAKEN, moment, List.of(), held -> {
                held.clear();
                staying.forEach(step -> step.change().accept(held));
            }));
            sinceCleared = new ArrayList<>(staying);
            cleared = moment.time();
        }

        /** Takes units, or all of a lot, out, but for what may have been put in again later that day. */
        void take(EventMoment moment, List<Child> children) {
            List<Step> again = stillHeld(moment).stream()
                    .filter(step -> children.stream().anyMatch(step::names))
                    .toList();
            UnitContents others = again.isEmpty() ? new UnitContents() : without(thatDay(moment), moment);
            List<Step> staying = again.stream()
                    .filter(step -> step.children().stream().anyMatch(others::holds))
                    .toList();
            add(Step.of(Kind.TAKEN, moment, children, held -> {
                children.forEach(held::take);
                staying.forEach(step -> step.change().accept(held));
            }));
        }

        void leave(String unit, EventMoment moment) {
            add(Step.of(Kind.LEFT, moment, List.of(Child.of(unit)), held -> held.leave(unit)));
        }

        /** @param parts what ends of lots that end in part */
        void end(EventMoment moment, List<Child> parts) {
            List<Consumer<UnitContents>> staying = heldOtherwise(moment)
                    ? stillHeld(moment).stream()
                            .filter(step -> parts.stream().noneMatch(step::names))
                            .map(Step::change)
                            .toList()
                    : List.of();
            add(Step.of(Kind.ENDED, moment, parts, held -> held.end(moment, parts, staying)));
        }

        /** Whether it holds something beside what was put in at some time of the day. */
        boolean heldOtherwise(EventMoment moment) {
            List<Step> thatDay = thatDay(moment);
            return !thatDay.isEmpty() && without(thatDay, moment).holdsSomething();
        }

        private List<Step> stillHeld(EventMoment moment) {
            return thatDay(moment).stream()
                    .filter(step -> step.children().stream().anyMatch(latest::holds))
                    .toList();
        }

        /** What an event of the day saw inside, or received, may be what these steps had put in. */
        private UnitContents without(List<Step> some, EventMoment moment) {
            Set<Step> left = new HashSet<>(some);
            Set<Object> packed = some.stream()
                    .flatMap(step -> step.children().stream().map(Child::what))
                    .collect(Collectors.toSet());
            UnitContents others = new UnitContents();
            for (Step step : sinceCleared) {
                if (left.contains(step)) continue;
                boolean mayBeOfThese = step.kind() == Kind.SEEN
                        || (step.kind() == Kind.CAME
                                && step.moment().isOfOneDayWith(moment)
                                && step.children().stream().anyMatch(child -> packed.contains(child.what())));
                if (!mayBeOfThese || step.children().stream().anyMatch(others::holds))
                    step.change().accept(others);
            }
            return others;
        }

        /** What was put in since it was emptied, before or after something else of that day. */
        private List<Step> thatDay(EventMoment moment) {
            if (!hasDates && !moment.byDate()) return List.of();
            List<Step> found = new ArrayList<>();
            Instant earliest = moment.time().minus(EventMoment.LONGEST_DATE);
            for (int i = sinceCleared.size() - 1; i >= 0; i--) {
                Step step = sinceCleared.get(i);
                if (step.time().isBefore(earliest)) break;
                if (step.kind() == Kind.PACKED && step.moment().isOfOneDayWith(moment)) found.add(step);
            }
            Collections.reverse(found);
            return found;
        }

        /**
         * What took this out, of one day with the moment, in order: since it was last packed, and before that what found
         * nothing to take out.
         *
         * @param isHeld whether it is inside, and so was packed since
         */
        List<Step> takings(Child child, EventMoment moment, boolean isHeld, boolean receives, Predicate<Step> took) {
            if (!hasDates && !moment.byDate()) return List.of();
            List<Step> found = new ArrayList<>();
            boolean isPacked = isHeld;
            Instant earliest = moment.time().minus(EventMoment.LONGEST_DATE);
            for (int i = steps.size() - 1; i >= 0; i--) {
                Step step = steps.get(i);
                if (step.time().isBefore(earliest) || (isPacked && !receives)) break;
                if (step.kind() == Kind.PACKED && step.names(child)) isPacked = true;
                if (step.kind().takes()
                        && step.moment().isOfOneDayWith(moment)
                        && took.test(step)
                        && (!isPacked || foundNothing(step, child))) found.add(step);
            }
            Collections.reverse(found);
            return found;
        }

        private boolean foundNothing(Step taking, Child child) {
            UnitContents held = at(taking.time());
            return taking.isOfAll() ? !held.holdsSomething() : taking.names(child) && !held.holds(child);
        }

        /** What took this out that day after it came with a receipt of the day: it was packed before both. */
        Optional<Step> tookWhatCame(Child child, EventMoment moment) {
            if (!hasDates && !moment.byDate()) return Optional.empty();
            Optional<Step> taking = Optional.empty();
            Instant earliest = moment.time().minus(EventMoment.LONGEST_DATE);
            for (int i = steps.size() - 1; i >= 0; i--) {
                Step step = steps.get(i);
                if (step.time().isBefore(earliest)) break;
                boolean isOfOneDay = step.moment().isOfOneDayWith(moment);
                if (step.kind().putsIn() && step.kind() != Kind.SEEN && step.names(child))
                    return step.kind() == Kind.CAME && isOfOneDay ? taking : Optional.empty();
                if (taking.isEmpty()
                        && step.kind() == Kind.TAKEN
                        && isOfOneDay
                        && (step.isOfAll() || step.names(child))) taking = Optional.of(step);
            }
            return Optional.empty();
        }

        UnitContents at(EventMoment moment) {
            UnitContents held = at(moment.time());
            for (Instant later : changesAfter(moment)) held.putMost(at(later));
            if (moment.byDate()) addEndedThatDay(moment, held);
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
                boolean isYetToCome = !step.isAtOnce() && step.time().equals(moment.time());
                if (isYetToCome || !step.moment().isOfOneDayWith(moment)) continue;
                UnitContents after = step.isAtOnce() ? first(i) : first(i + 1);
                if (step.isAtOnce() || step.kind() == Kind.ENDED) after.beginAnew();
                held.putMissing(first(i), after);
            }
        }

        /** What was inside until something else was put in later that day, because it had ended. */
        private void addEndedThatDay(EventMoment moment, UnitContents held) {
            int end = before(moment.last());
            for (int i : outgoing.subSet(before(moment.time()), end))
                if (steps.get(i).isAtOnce()) held.putMost(first(i));
        }

        /** For an event known only by its date, when something was taken out later that day, and the end of the day. */
        private Set<Instant> changesAfter(EventMoment moment) {
            if (!moment.byDate()) return Set.of();
            Set<Instant> changes = new LinkedHashSet<>();
            for (int i = before(moment.time()); i < steps.size(); i++) {
                Step step = steps.get(i);
                if (step.time().isAfter(moment.last())) break;
                if (!step.isAtOnce() && step.time().isAfter(moment.time())) changes.add(step.time());
            }
            changes.add(moment.last());
            return changes;
        }

        UnitContents at(Instant time) {
            int end = before(time);
            UnitContents held = first(end);
            for (int i = end; i < steps.size() && steps.get(i).time().equals(time); i++) {
                if (steps.get(i).isAtOnce()) steps.get(i).change().accept(held);
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
            return before(steps, Step::time, time);
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
