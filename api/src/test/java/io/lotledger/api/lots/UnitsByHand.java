package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the units of a generated chain hold at one moment, found by following every event from the first on. Each thing in
 * a unit remembers when it was put in; each unit remembers when what is in it ended. What went out may have been packed again
 * that day, if the story has it without the packings of the day as well. What is seen inside, or received, goes out again
 * with what took it out that day: that came later.
 */
final class UnitsByHand {
    private static final Set<String> ENDING = Set.of("retail_selling", "destroying", "decommissioning");

    private final Map<String, Unit> units = new HashMap<>();
    private final List<EpcisEvent> inForce;
    private final Function<String, Set<String>> lotsOfSerial;
    private final List<AggregationEvent> packedAtOnce = new ArrayList<>();
    /** Unit and holder, from the packing to the unpacking of the unit by name. */
    private final Set<List<String>> loads = new HashSet<>();

    private final List<Leaving> left = new ArrayList<>();
    private final Map<String, Runnable> goingAgain = new LinkedHashMap<>();
    private @Nullable Instant now;
    /** The same story at other times. */
    private final Map<Instant, UnitsByHand> moments;
    /** What this story leaves out, or knows already from the story without gaps. */
    private final Gaps gaps;

    private final Map<List<String>, How> how = new HashMap<>();
    private final Set<List<String>> begun = new HashSet<>();
    /** Lines of lots that are in units of the same event. */
    private final Set<List<String>> inUnits = new HashSet<>();

    private final Map<List<String>, List<Going>> again = new HashMap<>();

    private enum How {
        PACKED,
        CAME,
        SEEN
    }

    /**
     * @param lines event, unit and what it says of what is in it, and why; of other lines nothing was put in
     * @param untold lines that are left out
     * @param explained lines that say nothing, unless it is inside anyhow
     */
    private record Gaps(
            UnitsByHand whole, Map<List<String>, How> lines, Set<List<String>> untold, Set<List<String>> explained) {}

    /**
     * Something went out of a unit, or might have.
     *
     * @param named what went out, and how much; all, if empty
     * @param left whether it ended or is elsewhere
     * @param ended whether it ended with the unit
     */
    private record Going(
            EpcisEvent event, Instant time, Map<String, Optional<BigDecimal>> named, boolean left, boolean ended) {}

    private @Nullable Instant time;
    /** Holder and unit: it leaves because it is packed anew, and is seen there at that time. */
    private final List<List<String>> leftJustNow = new ArrayList<>();

    /** A lot or unit that went out of a unit with an event. */
    private record Leaving(String unit, String what, EpcisEvent event) {}

    /** @param cases of a lot, or {@code null} for a unit */
    private record Load(
            EpcisEvent event, String what, @Nullable BigDecimal cases, How how) {
        boolean isStated() {
            return isSeen(event);
        }
    }

    /** When something was put in, for the last time and for the last time by a date. */
    private record Since(EpcisEvent last, @Nullable EpcisEvent byDate) {
        static Since of(EpcisEvent event) {
            return new Since(event, CivilDates.isDate(event) ? event : null);
        }

        Since then(Since later) {
            return new Since(later.last, later.byDate == null ? byDate : later.byDate);
        }

        boolean isBefore(EpcisEvent event) {
            return last.eventTime().isBefore(event.eventTime())
                    && !CivilDates.isOneDay(last, event)
                    && (byDate == null || !CivilDates.isOneDay(byDate, event));
        }
    }

    /** @param parts what ended of the lots that it names; empty if all ended */
    private record End(EpcisEvent event, Map<String, BigDecimal> parts, List<Load> staying) {}

    private static final class Unit {
        final Map<String, BigDecimal> lots = new HashMap<>();
        final Map<String, Since> lotsPutIn = new HashMap<>();
        final Map<String, Since> unitsPutIn = new HashMap<>();
        /** Not those that were only seen. */
        final Map<String, Since> unitsPacked = new HashMap<>();

        final Map<String, Instant> unitsStated = new HashMap<>();
        /** Loads and goings, in order. */
        final List<Object> story = new ArrayList<>();
        /** The units whose contents are in the amount of a lot that a receipt stated. */
        final Map<String, Set<String>> statedWith = new HashMap<>();

        final Set<String> everInside = new HashSet<>();
        /** Without an unpacking: ended, or packed elsewhere. */
        final Set<String> gone = new HashSet<>();

        void lose(String name) {
            unitsPacked.remove(name);
            unitsStated.remove(name);
            if (unitsPutIn.remove(name) != null) gone.add(name);
        }

        boolean isInsideSinceBefore(String name, EpcisEvent event) {
            return unitsPutIn.containsKey(name)
                    && (!unitsPacked.containsKey(name) || unitsPacked.get(name).isBefore(event));
        }

        boolean areStatedTogether(String one, String other) {
            return unitsStated.containsKey(one) && unitsStated.get(one).equals(unitsStated.get(other));
        }

        boolean endsOnDayOf(EpcisEvent event) {
            return !ends.isEmpty() && ends.stream().allMatch(end -> CivilDates.isOneDay(end.event(), event));
        }

        void forgetPackingsOfWhatWentOut() {
            unitsPacked.keySet().retainAll(unitsPutIn.keySet());
            unitsStated.keySet().retainAll(unitsPutIn.keySet());
        }

        void empty() {
            lots.clear();
            unitsPutIn.clear();
            unitsPacked.clear();
            unitsStated.clear();
            gone.clear();
        }

        boolean everHeldLots;
        /** Since it was emptied. */
        final List<Load> loads = new ArrayList<>();

        final List<End> ends = new ArrayList<>();
        final Map<String, EpcisEvent> endedInside = new HashMap<>();

        @Nullable
        EpcisEvent emptied;

        @Nullable
        EpcisEvent received;

        boolean holds(String what) {
            return lots.containsKey(what) || unitsPutIn.containsKey(what);
        }

        Set<String> contents() {
            Set<String> contents = new HashSet<>(lots.keySet());
            contents.addAll(unitsPutIn.keySet());
            return contents;
        }

        void load(Load load) {
            BigDecimal cases = load.cases();
            if (cases == null) {
                if (load.isStated()) unitsStated.put(load.what(), load.event().eventTime());
                if (load.how() != How.SEEN) unitsPacked.merge(load.what(), Since.of(load.event()), Since::then);
                unitsPutIn.merge(load.what(), Since.of(load.event()), Since::then);
                gone.remove(load.what());
                statedWith.values().forEach(with -> with.remove(load.what()));
            } else {
                lots.merge(load.what(), cases, BigDecimal::add);
                lotsPutIn.merge(load.what(), Since.of(load.event()), Since::then);
            }
        }

        void removeWhatEnded() {
            List<End> all = List.copyOf(ends);
            ends.clear();
            for (End end : all) {
                if (end.parts().isEmpty()) empty();
                lots.keySet().retainAll(end.parts().keySet());
                end.parts().forEach((lot, part) -> take(this, lot, part));
                end.staying().forEach(this::load);
            }
        }

        /** What is put in at this instant stays: it may have been put in afterwards. */
        void removeWhatEndedBefore(EpcisEvent event) {
            List<Load> now = loads.stream()
                    .filter(load -> load.event().eventTime().equals(event.eventTime()))
                    .toList();
            removeWhatEnded();
            List<Load> missing = now.stream().filter(load -> !holds(load.what())).toList();
            missing.forEach(this::load);
        }

        Set<String> contentsWithoutWhatEnded() {
            Unit copy = new Unit();
            copy.lots.putAll(lots);
            copy.unitsPutIn.putAll(unitsPutIn);
            copy.ends.addAll(ends);
            copy.removeWhatEnded();
            return copy.contents();
        }
    }

    /** @param about the unit that the event is of here */
    private record Happening(EpcisEvent event, int rank, String about, Runnable what) {
        static final Comparator<Happening> ORDER = Comparator.comparing(
                        (Happening h) -> h.event().eventTime())
                .thenComparing(Happening::rank)
                .thenComparing(h -> CivilDates.isDate(h.event()) ? 0 : 1)
                .thenComparing(Happening::about)
                .thenComparing(h -> words(h.event()))
                .thenComparing(h -> h.event().eventID());

        boolean isSeenAt(Instant time) {
            return event.eventTime().isBefore(time) || (event.eventTime().equals(time) && isPacking());
        }

        boolean isPacking() {
            return rank > 0 && rank < 5;
        }
    }

    /** What the event lists, in alphabetical order. */
    private static String words(EpcisEvent event) {
        List<String> words = new ArrayList<>();
        if (event instanceof AggregationEvent e) {
            e.childEPCs().forEach(child -> words.add(LinksByHand.name(child)));
            e.childQuantityList().forEach(lot -> words.add(word(lot, true)));
        } else if (event instanceof TransformationEvent e) {
            e.inputQuantityList().forEach(lot -> words.add(word(lot, ended(e).size() == 1)));
        } else if (event instanceof ObjectEvent e) {
            e.quantityList().forEach(lot -> words.add(word(lot, ended(e).size() == 1)));
        }
        return words.stream().sorted().collect(Collectors.joining(";"));
    }

    private static String word(QuantityElement lot, boolean isOfOneUnit) {
        BigDecimal quantity = lot.quantity();
        return lot.epcClass() + (quantity == null || !isOfOneUnit ? "" : " " + quantity.stripTrailingZeros().toPlainString());
    }

    /** @param inForce in any order */
    UnitsByHand(List<EpcisEvent> inForce, Function<String, Set<String>> lotsOfSerial, Instant time) {
        this(inForce, lotsOfSerial, time, new HashMap<>());
    }

    private UnitsByHand(
            List<EpcisEvent> inForce,
            Function<String, Set<String>> lotsOfSerial,
            Instant time,
            Map<Instant, UnitsByHand> moments) {
        this.lotsOfSerial = lotsOfSerial;
        this.inForce = inForce;
        this.time = time;
        this.moments = moments;
        this.gaps = new Gaps(this, how, Set.of(), Set.of());
        moments.put(time, this);
        happenings().filter(happening -> happening.isSeenAt(time)).forEach(this::follow);
        if (now != null && now.isBefore(time)) endInstant();
    }

    /** Until something goes out with an event. */
    private UnitsByHand(UnitsByHand other, Gaps gaps, EpcisEvent event, int rank, String about) {
        this.lotsOfSerial = other.lotsOfSerial;
        this.inForce = other.inForce;
        this.moments = other.moments;
        this.gaps = gaps;
        Happening end = new Happening(event, rank, about, () -> {});
        happenings().takeWhile(one -> Happening.ORDER.compare(one, end) < 0).forEach(this::follow);
        if (now != null && (now.isBefore(event.eventTime()) || rank >= 5)) endInstant();
    }

    private boolean isWhole() {
        return gaps.whole() == this;
    }

    private UnitsByHand at(Instant other) {
        UnitsByHand known = moments.get(other);
        return known == null ? new UnitsByHand(inForce, lotsOfSerial, other, moments) : known;
    }

    /** The story at an earlier time; at that of the event itself, before it and what else is seen then. */
    private UnitsByHand before(AggregationEvent event, Instant other) {
        if (other.isBefore(event.eventTime())) return at(other);
        List<EpcisEvent> earlier = inForce.stream()
                .filter(one -> !one.eventTime().equals(other)
                        || !isSeen(one)
                        || Happening.ORDER.compare(seen((AggregationEvent) one), seen(event)) < 0)
                .toList();
        Map<Instant, UnitsByHand> known = new HashMap<>(moments);
        known.remove(other);
        return new UnitsByHand(earlier, lotsOfSerial, other, known);
    }

    private static boolean isSeen(EpcisEvent event) {
        return event instanceof AggregationEvent packing
                && (packing.action() == Action.OBSERVE
                        || (packing.action() == Action.ADD && receives(packing)));
    }

    private static Happening seen(AggregationEvent event) {
        return new Happening(event, receives(event) ? 4 : 3, parent(event), () -> {});
    }

    private static boolean receives(EpcisEvent event) {
        return "receiving".equals(event.fields().bizStep());
    }

    private void endInstant() {
        moveWhatIsElsewhere();
        List<Runnable> all = List.copyOf(goingAgain.values());
        goingAgain.clear();
        all.forEach(Runnable::run);
    }

    private Stream<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        for (EpcisEvent event : inForce) read(event, all);
        return all.stream().sorted(Happening.ORDER);
    }

    /** What went out of the unit with an event of one day with this one. */
    Set<String> leftThatDay(String unit, EpcisEvent event) {
        return left.stream()
                .filter(one -> one.unit().equals(unit) && CivilDates.isOneDay(one.event(), event))
                .map(Leaving::what)
                .collect(Collectors.toSet());
    }

    private void note(String name, Set<String> before, Set<String> after, EpcisEvent event) {
        before.stream().filter(what -> !after.contains(what)).forEach(what -> left.add(new Leaving(name, what, event)));
    }

    private void goOut(String name, EpcisEvent event, Consumer<Unit> change) {
        Set<String> before = unit(name).contents();
        change.accept(unit(name));
        note(name, before, unit(name).contents(), event);
    }

    /** Tells the whole story again without the packings of the unit that may be later that day. */
    private Set<String> heldOtherwise(String name, EpcisEvent event, int rank, String about) {
        if (unit(name).loads.stream().noneMatch(load -> isPackedOnDayOf(event, load))) return Set.of();
        Set<List<String>> untold = new HashSet<>(gaps.untold());
        Set<List<String>> explained = new HashSet<>(gaps.explained());
        Set<String> packed = new HashSet<>();
        Map<String, EpcisEvent> byId = new HashMap<>();
        for (EpcisEvent one : inForce) byId.put(one.eventID(), one);
        gaps.lines().forEach((line, why) -> {
            boolean isOfDay = CivilDates.isOneDay(Objects.requireNonNull(byId.get(line.get(0))), event);
            if (why == How.PACKED && line.get(1).equals(name) && isOfDay) {
                untold.add(line);
                packed.add(line.get(2));
            }
        });
        gaps.lines().forEach((line, why) -> {
            boolean isOfDay = CivilDates.isOneDay(Objects.requireNonNull(byId.get(line.get(0))), event);
            boolean mayBeOfThese = why == How.CAME && isOfDay && packed.contains(line.get(2));
            if (line.get(1).equals(name) && (why == How.SEEN || mayBeOfThese)) explained.add(line);
        });
        Gaps more = new Gaps(gaps.whole(), gaps.lines(), untold, explained);
        return new UnitsByHand(this, more, event, rank, about).unit(name).contents();
    }

    private static boolean isPackedOnDayOf(EpcisEvent event, Load load) {
        return load.how() == How.PACKED && CivilDates.isOneDay(load.event(), event);
    }

    private List<Load> loadsThatDay(String name, EpcisEvent event) {
        Unit unit = unit(name);
        return unit.loads.stream()
                .filter(load -> isPackedOnDayOf(event, load) && unit.holds(load.what()))
                .toList();
    }

    private void follow(Happening happening) {
        Instant next = happening.event().eventTime();
        if (now != null && (now.isBefore(next) || !happening.isPacking())) endInstant();
        now = next;
        happening.what().run();
        forgetLoadsOfEmptyUnits();
    }

    private void forgetLoadsOfEmptyUnits() {
        for (Unit unit : units.values()) if (unit.contents().isEmpty() && unit.gone.isEmpty()) unit.loads.clear();
    }

    private void read(EpcisEvent event, List<Happening> all) {
        List<String> ended = ended(event);
        for (String name : ended) all.add(new Happening(event, 0, name, () -> end(name, ended.size() == 1, event)));
        if (!(event instanceof AggregationEvent e)) return;
        if (e.action() == Action.DELETE) {
            all.add(new Happening(e, 6, parent(e), () -> unpack(e)));
        } else if (isSeen(e)) {
            boolean receives = receives(e);
            if (!"void_shipping".equals(e.fields().bizStep()))
                all.add(new Happening(e, receives ? 4 : 3, parent(e), () -> see(e, receives)));
            if (receives) all.add(new Happening(e, 5, parent(e), () -> missWhatIsNotListed(e)));
        } else {
            boolean isWithUnits = !e.childEPCs().isEmpty();
            all.add(new Happening(e, 1, parent(e), () -> pack(e, isWithUnits)));
            if (isWithUnits) all.add(new Happening(e, 2, parent(e), () -> packWhatIsLoose(e)));
        }
    }

    /** The names of the units that end with the event. */
    private static List<String> ended(EpcisEvent event) {
        List<String> ended = event instanceof TransformationEvent t
                ? t.inputEPCList().stream()
                        .filter(one -> !t.outputEPCList().contains(one))
                        .toList()
                : event instanceof ObjectEvent o && isEnd(o) ? o.epcList() : List.of();
        return ended.stream().map(LinksByHand::name).distinct().toList();
    }

    /** The lots, and the units with what is in them, that are right in the unit. */
    Set<String> lotsAndUnitsIn(String unit) {
        Set<String> inside = unit(unit).contents();
        leftJustNow.stream().filter(one -> one.get(0).equals(unit)).forEach(one -> inside.add(one.get(1)));
        return inside;
    }

    private void collect(String unit, Set<String> lots, Set<String> seen) {
        if (!seen.add(unit)) return;
        lots.addAll(lotsOfSerial.apply(unit));
        lots.addAll(unit(unit).lots.keySet());
        for (String nested : unit(unit).unitsPutIn.keySet()) collect(nested, lots, seen);
    }

    private void pack(AggregationEvent event, boolean isWithUnits) {
        if (isLeftOut(event)) return;
        begin(event);
        isPacked(event);
        goOutAsInTheWholeStory(event);
        event.childEPCs().forEach(child -> {
            goOutIfItCame(event, LinksByHand.name(child), null);
            putIn(LinksByHand.name(child), event, How.PACKED);
        });
        if (isWithUnits) return;
        for (QuantityElement child : event.childQuantityList())
            packLot(event, child.epcClass(), Objects.requireNonNull(child.quantity()));
    }

    private void packLot(AggregationEvent event, String lot, BigDecimal cases) {
        if (cases.signum() > 0) goOutIfItCame(event, lot, cases);
        fill(parent(event), lot, cases, event, How.PACKED);
    }

    private boolean isLeftOut(AggregationEvent event) {
        return gaps.untold().stream()
                .anyMatch(line ->
                        line.get(0).equals(event.eventID()) && line.get(1).equals(parent(event)));
    }

    private static List<String> line(AggregationEvent event, String what) {
        return List.of(event.eventID(), parent(event), what);
    }

    /**
     * Who looks into a unit sees what is in it: what was there stays as it was, and the count of the cases is the new one. A
     * receipt tells of each again.
     */
    private void see(AggregationEvent event, boolean receives) {
        if (!isWhole()) {
            seeAgain(event);
            return;
        }
        Unit unit = unit(parent(event));
        boolean mayEndLater = unit.endsOnDayOf(event)
                && inForce.stream()
                        .filter(one -> one.eventTime().equals(event.eventTime())
                                && ended(one).contains(parent(event)))
                        .allMatch(one -> CivilDates.isOneDay(one, event));
        if (!mayEndLater) begin(event);
        isPacked(event);
        forgetLoadsOfEmptyUnits();
        Set<String> before = new HashSet<>();
        addNested(unit, before);
        Set<String> lotsBefore = new HashSet<>();
        collect(parent(event), lotsBefore, new HashSet<>());
        Map<String, BigDecimal> amountsBefore = new HashMap<>();
        Map<String, BigDecimal> seen = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            seen.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
        seen.keySet().forEach(lot -> amountsBefore.put(lot, cases(lot, parent(event), new HashSet<>())));
        Set<String> inListed = new HashSet<>();
        if (listed(event).size() > 1) listed(event).forEach(name -> addNested(unit(name), inListed));
        for (String child : event.childEPCs()) {
            String name = LinksByHand.name(child);
            boolean isInside = before.contains(name);
            if (isInside && !receives) continue;
            if (mayEndLater && !receives) begin(event);
            List<Going> goings = goingsAfter(event, name, unit.unitsPutIn.containsKey(name), receives);
            goings = goings.subList(Math.max(0, goings.size() - 1), goings.size());
            goOutAgain(event, name, goings);
            boolean isExplained = isInside || inListed.contains(name) || wasInside(event, name, goings);
            putIn(name, event, isExplained ? How.SEEN : receives ? How.CAME : How.PACKED);
        }
        Map<String, BigDecimal> loose = looseCases(event, listed(event));
        seen.forEach((lot, cases) -> {
            unit.everHeldLots = true;
            boolean isInside = Objects.requireNonNull(amountsBefore.get(lot)).compareTo(cases) == 0;
            if (isInside && !receives) return;
            if (mayEndLater && !receives) begin(event);
            if (Objects.requireNonNull(loose.get(lot)).signum() == 0) {
                inUnits.add(line(event, lot));
                unit.lots.remove(lot);
                return;
            }
            List<Going> goings = goingsAfterAmount(event, lot, cases, isInside, receives);
            goOutAgain(event, lot, goings);
            boolean isExplained = lotsBefore.contains(lot) || wasInside(event, lot, goings);
            count(event, lot, cases, isExplained ? How.SEEN : receives ? How.CAME : How.PACKED);
        });
    }

    private boolean wasInside(AggregationEvent event, String what, List<Going> goings) {
        return goings.stream().anyMatch(going -> {
            Set<String> then = new HashSet<>();
            before(event, going.time()).addAllIn(parent(event), then, new HashSet<>());
            return then.contains(what);
        });
    }

    private static boolean isEnd(ObjectEvent event) {
        String step = event.fields().bizStep();
        return event.action() == Action.DELETE || (step != null && ENDING.contains(step));
    }

    private void count(AggregationEvent event, String lot, BigDecimal cases, How why) {
        Unit unit = unit(parent(event));
        unit.lots.remove(lot);
        unit.statedWith.put(lot, new HashSet<>(unit.unitsPutIn.keySet()));
        fill(parent(event), lot, cases, event, why);
    }

    /** What the whole story took from the event, but for the gaps. */
    private void seeAgain(AggregationEvent event) {
        List<String> about = List.of(event.eventID(), parent(event));
        if (gaps.whole().begun.contains(about)) begin(event);
        isPacked(event);
        for (String child : event.childEPCs()) {
            List<String> line = line(event, LinksByHand.name(child));
            if (isToldAgain(line)) putIn(line.get(2), event, gaps.lines().get(line));
        }
        Map<String, BigDecimal> seen = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            seen.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
        seen.forEach((lot, cases) -> {
            List<String> line = line(event, lot);
            if (isToldAgain(line)) count(event, lot, cases, gaps.lines().get(line));
            if (gaps.whole().inUnits.contains(line)) unit(parent(event)).lots.remove(lot);
        });
        goOutAsInTheWholeStory(event);
    }

    private void goOutAsInTheWholeStory(AggregationEvent event) {
        List<Going> goings = gaps.whole().again.getOrDefault(List.of(event.eventID(), parent(event)), List.of());
        if (!isWhole() && !goings.isEmpty())
            goingAgain.put(event.eventID(), () -> goings.forEach(going -> goOut(parent(event), going)));
    }

    private boolean isToldAgain(List<String> line) {
        return gaps.lines().containsKey(line)
                && !gaps.untold().contains(line)
                && (!gaps.explained().contains(line) || unit(line.get(1)).holds(line.get(2)));
    }

    /** What went out that day, and in the order of events before, though it is seen inside now. */
    private List<Going> goingsAfter(AggregationEvent event, String what, boolean isHeld, boolean receives) {
        if (isHeld && !receives) return List.of();
        List<Going> found = new ArrayList<>();
        boolean isPackedSince = isHeld;
        List<Object> story = unit(parent(event)).story;
        for (int i = story.size() - 1; i >= 0 && (receives || !isPackedSince); i--) {
            if (story.get(i) instanceof Load load
                    && load.how() == How.PACKED
                    && load.what().equals(what)) isPackedSince = true;
            if (!(story.get(i) instanceof Going going) || !CivilDates.isOneDay(going.event(), event)) continue;
            boolean wentOut = tookOut(going, event, what, receives);
            if (wentOut && (!isPackedSince || foundNothing(going, event, what))) found.add(0, going);
        }
        return found;
    }

    private List<Going> goingsAfterAmount(
            AggregationEvent event, String lot, BigDecimal cases, boolean isInside, boolean receives) {
        List<Going> goings = goingsAfter(event, lot, isInside, receives);
        for (int i = 0; i < goings.size(); i++) {
            BigDecimal then = before(event, goings.get(i).time()).cases(lot, parent(event), new HashSet<>());
            if (then.compareTo(cases) == 0) return goings.subList(i, goings.size());
        }
        return receives || !unit(parent(event)).lots.containsKey(lot) ? goings : List.of();
    }

    private boolean tookOut(Going going, AggregationEvent event, String what, boolean receives) {
        if (going.ended() && !unit(parent(event)).ends.isEmpty()) return false;
        if (!going.ended() && going.named().containsKey(what)) return true;
        if (!going.ended() && going.named().isEmpty() && receives) return true;
        UnitsByHand then = before(event, going.time());
        Set<String> out = new HashSet<>();
        Set<String> open = going.ended() || going.named().isEmpty()
                ? Set.of(parent(event))
                : going.named().keySet();
        for (String one : open) then.addAllIn(one, out, new HashSet<>());
        return out.contains(what);
    }

    private void addAllIn(String unit, Set<String> all, Set<String> seen) {
        if (unit.contains("/10/") && !unit.contains("/21/")) return; // a lot
        if (!seen.add(unit)) return;
        all.addAll(lotsOfSerial.apply(unit));
        Set<String> inside = lotsAndUnitsIn(unit);
        all.addAll(inside);
        inside.forEach(one -> addAllIn(one, all, seen));
    }

    private boolean foundNothing(Going going, AggregationEvent event, String what) {
        Set<String> then = before(event, going.time()).lotsAndUnitsIn(parent(event));
        return going.named().isEmpty() ? then.isEmpty() : going.named().containsKey(what) && !then.contains(what);
    }

    private void goOutAgain(AggregationEvent event, String what, List<Going> goings) {
        String parent = parent(event);
        for (Going going : goings) {
            goingAgain.putIfAbsent(event.eventID() + what + going, () -> {
                Map<String, Optional<BigDecimal>> named = new TreeMap<>();
                if (!isLot(what)) {
                    named.put(what, Optional.empty());
                    onItAndOn(what, unit(parent)).forEach(one -> named.put(one, Optional.empty()));
                } else if (going.named().containsKey(what)) {
                    named.put(what, going.named().get(what));
                } else if (going.ended() || going.named().isEmpty()) {
                    named.put(what, Optional.empty());
                } else {
                    UnitsByHand then = before(event, going.time());
                    BigDecimal sum = BigDecimal.ZERO;
                    Set<String> seen = new HashSet<>();
                    for (String one : going.named().keySet())
                        if (!isLot(one)) sum = sum.add(then.cases(what, one, seen));
                    named.put(what, Optional.of(sum));
                }
                goOutOnceMore(event, going, named);
            });
        }
    }

    private void goOutOnceMore(AggregationEvent event, Going going, Map<String, Optional<BigDecimal>> named) {
        Going more = new Going(going.event(), event.eventTime(), named, going.left(), false);
        again.computeIfAbsent(List.of(event.eventID(), parent(event)), e -> new ArrayList<>())
                .add(more);
        goOut(parent(event), more);
    }

    private void goOut(String name, Going going) {
        unit(name).story.add(going);
        goOut(
                name,
                going.event(),
                unit -> going.named().forEach((what, cases) -> {
                    if (cases.isPresent()) take(unit, what, cases.get());
                    else if (going.left()) unit.lose(what);
                    else {
                        unit.lots.remove(what);
                        unit.unitsPutIn.remove(what);
                        unit.gone.remove(what);
                    }
                }));
        unit(name).forgetPackingsOfWhatWentOut();
    }

    /** It came with a receipt of that day and was taken out after it: it was packed before both. */
    private void goOutIfItCame(AggregationEvent event, String what, @Nullable BigDecimal cases) {
        if (!isWhole()) return;
        Going last = null;
        List<Object> story = unit(parent(event)).story;
        for (int i = story.size() - 1; i >= 0; i--) {
            if (story.get(i) instanceof Load load && load.what().equals(what) && load.how() != How.SEEN) {
                if (load.how() != How.CAME || !CivilDates.isOneDay(load.event(), event) || last == null) return;
                Going going = last;
                goingAgain.put(event.eventID() + what, () -> {
                    Map<String, Optional<BigDecimal>> named = new TreeMap<>();
                    named.put(what, Optional.ofNullable(cases));
                    if (!isLot(what))
                        onItAndOn(what, unit(parent(event))).forEach(one -> named.put(one, Optional.empty()));
                    goOutOnceMore(event, going, named);
                });
                return;
            }
            if (last == null
                    && story.get(i) instanceof Going going
                    && !going.left()
                    && !going.ended()
                    && CivilDates.isOneDay(going.event(), event)
                    && (going.named().isEmpty() || going.named().containsKey(what))) last = going;
        }
    }

    private static boolean isLot(String what) {
        return what.contains("/10/") && !what.contains("/21/");
    }

    private void addNested(Unit unit, Set<String> nested) {
        for (String name : unit.unitsPutIn.keySet()) if (nested.add(name)) addNested(unit(name), nested);
    }

    /** The unit is packed, and what ended in it is gone. */
    private void begin(AggregationEvent event) {
        String parent = parent(event);
        Unit unit = unit(parent);
        begun.add(List.of(event.eventID(), parent));
        unit.endedInside.forEach((outer, ended) -> {
            if (ended.eventTime().isBefore(event.eventTime())) {
                Set<String> before = unit(outer).contents();
                leave(parent, outer, event, 1, parent);
                if (event.eventTime().equals(time) && before.contains(parent)) leftJustNow.add(List.of(outer, parent));
            }
        });
        unit.endedInside.clear();
        if (!unit.ends.isEmpty()) goOut(parent, event, one -> one.removeWhatEndedBefore(event));
        unit.forgetPackingsOfWhatWentOut();
    }

    private void isPacked(AggregationEvent event) {
        packedAtOnce.add(event);
        event.childEPCs().forEach(child -> loads.add(List.of(LinksByHand.name(child), parent(event))));
    }

    private void putIn(String name, AggregationEvent event, How why) {
        String parent = parent(event);
        Unit unit = unit(parent);
        load(parent, new Load(event, name, null, why));
        unit.everInside.add(name);
        if (unit.ends.isEmpty()) unit(name).endedInside.remove(parent);
    }

    private void fill(String name, String lot, BigDecimal cases, EpcisEvent event, How why) {
        unit(name).everHeldLots = true;
        if (cases.signum() > 0) load(name, new Load(event, lot, cases, why));
    }

    private void load(String name, Load load) {
        Unit unit = unit(name);
        unit.load(load);
        unit.loads.add(load);
        unit.story.add(load);
        how.put(List.of(load.event().eventID(), name, load.what()), load.how());
    }

    /** A truck that is loaded with a pallet of 40 cases and 40 cases has none beside the pallet; with 45, it has these. */
    private void packWhatIsLoose(AggregationEvent event) {
        if (isLeftOut(event)) return;
        looseCases(event, listed(event)).forEach((lot, cases) -> packLot(event, lot, cases));
    }

    private static Set<String> listed(AggregationEvent event) {
        Set<String> pallets = new HashSet<>();
        event.childEPCs().forEach(child -> pallets.add(LinksByHand.name(child)));
        return pallets;
    }

    /** The cases of each lot that the event counts, unless just as many are in these units. */
    private Map<String, BigDecimal> looseCases(AggregationEvent event, Set<String> inUnits) {
        Map<String, BigDecimal> loose = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            if (child.quantity() != null) loose.merge(child.epcClass(), child.quantity(), BigDecimal::add);
        loose.replaceAll((lot, listed) -> {
            BigDecimal inside = BigDecimal.ZERO;
            Set<String> seen = new HashSet<>();
            for (String unit : inUnits) inside = inside.add(cases(lot, unit, seen));
            return listed.compareTo(inside) == 0 ? BigDecimal.ZERO : listed;
        });
        return loose;
    }

    private BigDecimal cases(String lot, String name, Set<String> seen) {
        Unit unit = unit(name);
        if (!seen.add(name)) return BigDecimal.ZERO;
        BigDecimal own = unit.lots.get(lot);
        BigDecimal sum = own == null ? BigDecimal.ZERO : own;
        for (String nested : unit.unitsPutIn.keySet()) {
            boolean isCounted =
                    own != null && unit.statedWith.getOrDefault(lot, Set.of()).contains(nested);
            if (!isCounted) sum = sum.add(cases(lot, nested, seen));
        }
        return sum;
    }

    /** A unit is in one holder, unless that has gone along; one that lost all to one other at once may have. */
    private void moveWhatIsElsewhere() {
        List<AggregationEvent> packed = List.copyOf(packedAtOnce);
        Map<String, Map<String, EpcisEvent>> leaving = new HashMap<>();
        for (AggregationEvent event : packedAtOnce) {
            for (String child : event.childEPCs()) {
                String name = LinksByHand.name(child);
                units.forEach((holder, unit) -> {
                    if (unit.isInsideSinceBefore(name, event)
                            && !holder.equals(parent(event))
                            && !everythingAround(holder).contains(parent(event)))
                        leaving.computeIfAbsent(holder, h -> new TreeMap<>()).merge(name, event, CivilDates::dateOr);
                });
            }
        }
        packedAtOnce.clear();
        List<Runnable> all = new ArrayList<>();
        leaving.forEach((holder, names) -> {
            Unit unit = unit(holder);
            Map<String, EpcisEvent> going = new TreeMap<>(names);
            names.forEach((name, event) ->
                    onItAndOn(name, unit).forEach(one -> going.merge(one, event, CivilDates::dateOr)));
            boolean isAll =
                    unit.lots.isEmpty() && unit.gone.isEmpty() && going.keySet().equals(unit.unitsPutIn.keySet());
            boolean isOneMove = isAll
                    && packed.stream()
                            .anyMatch(event -> names.keySet().stream().allMatch(n -> isRightIn(n, event, packed)));
            EpcisEvent event =
                    going.values().stream().reduce(CivilDates::dateOr).orElseThrow();
            if (isOneMove) all.add(() -> finish(holder, Map.of(), event, holder));
            else all.add(() -> going.forEach((name, one) -> lose(holder, name, one)));
        });
        all.forEach(Runnable::run);
    }

    private void lose(String holder, String name, EpcisEvent event) {
        goOut(holder, new Going(event, event.eventTime(), Map.of(name, Optional.empty()), true, false));
    }

    /** Whether it was packed into the event's parent, and into no other unit that is in this one. */
    private boolean isRightIn(String name, AggregationEvent event, List<AggregationEvent> packed) {
        Set<String> parents = new HashSet<>();
        for (AggregationEvent other : packed) {
            if (other.childEPCs().stream().map(LinksByHand::name).anyMatch(name::equals)) parents.add(parent(other));
        }
        return parents.remove(parent(event))
                && parents.stream().noneMatch(other -> everythingAround(other).contains(parent(event)));
    }

    /** What is on a pallet and also on the truck by its own name, from the moment of the pallet on. */
    private Set<String> onItAndOn(String pallet, Unit truck) {
        Set<String> onPallet = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(pallet));
        while (!open.isEmpty()) {
            for (String nested : unit(open.remove(0)).unitsPutIn.keySet()) if (onPallet.add(nested)) open.add(nested);
        }
        Since since = truck.unitsPutIn.get(pallet);
        onPallet.removeIf(name -> {
            Since loaded = truck.unitsPutIn.get(name);
            return name.equals(pallet)
                    || since == null
                    || loaded == null
                    || (!since.last().eventTime().equals(loaded.last().eventTime())
                            && !truck.areStatedTogether(pallet, name));
        });
        return onPallet;
    }

    private Set<String> everythingAround(String name) {
        Set<String> around = new HashSet<>();
        boolean grows = true;
        while (grows) {
            grows = false;
            for (List<String> load : loads) {
                boolean isAround = load.get(0).equals(name) || around.contains(load.get(0));
                if (isAround && around.add(load.get(1))) grows = true;
            }
        }
        return around;
    }

    private void unpack(AggregationEvent event) {
        String parent = parent(event);
        if (event.childEPCs().isEmpty() && event.childQuantityList().isEmpty())
            goOut(parent, event, u -> unpackAll(event));
        if (event.childEPCs().isEmpty() && event.childQuantityList().isEmpty())
            unit(parent).story.add(new Going(event, event.eventTime(), Map.of(), false, false));
        Set<String> takenOff = new HashSet<>();
        for (String child : event.childEPCs()) {
            Unit unit = unit(parent);
            if (unit.unitsPutIn.containsKey(LinksByHand.name(child))) takenOff.add(LinksByHand.name(child));
            Set<String> off = onItAndOn(LinksByHand.name(child), unit);
            off.add(LinksByHand.name(child));
            takeAll(event, off);
            loads.remove(List.of(LinksByHand.name(child), parent));
        }
        looseCases(event, takenOff).forEach((lot, cases) -> {
            Map<String, Optional<BigDecimal>> named = Map.of(lot, Optional.of(cases));
            if (cases.signum() > 0) goOut(parent, new Going(event, event.eventTime(), named, false, false));
        });
        Set<String> wholly = new HashSet<>();
        for (QuantityElement child : event.childQuantityList())
            if (child.quantity() == null) wholly.add(child.epcClass());
        for (String lot : wholly) takeAll(event, Set.of(lot));
    }

    private void unpackAll(AggregationEvent event) {
        Unit unit = unit(parent(event));
        boolean isEmptiedAgain =
                unit.emptied != null && unit.emptied.eventTime().equals(event.eventTime());
        boolean mayBePackedLater =
                isEmptiedAgain || !heldOtherwise(parent(event), event, 6, parent(event)).isEmpty();
        List<Load> staying = mayBePackedLater ? loadsThatDay(parent(event), event) : List.of();
        unit.empty();
        staying.forEach(unit::load);
        unit.loads.clear();
        unit.loads.addAll(staying);
        unit.emptied = event;
    }

    private void takeAll(AggregationEvent event, Set<String> some) {
        Map<String, Optional<BigDecimal>> named = new TreeMap<>();
        some.forEach(one -> named.put(one, Optional.empty()));
        unit(parent(event)).story.add(new Going(event, event.eventTime(), named, false, false));
        Set<String> otherwise = heldOtherwise(parent(event), event, 6, parent(event));
        List<Load> staying = loadsThatDay(parent(event), event).stream()
                .filter(load -> some.contains(load.what()) && otherwise.contains(load.what()))
                .toList();
        goOut(parent(event), event, unit -> {
            unit.lots.keySet().removeAll(some);
            unit.unitsPutIn.keySet().removeAll(some);
            unit.gone.removeAll(some);
            unit.forgetPackingsOfWhatWentOut();
            staying.forEach(unit::load);
        });
    }

    private void missWhatIsNotListed(AggregationEvent event) {
        if (!event.childEPCs().stream().allMatch(child -> isKnown(LinksByHand.name(child), new HashSet<>()))) return;
        goOut(parent(event), event, unit -> {
            boolean isOneArrival =
                    unit.received != null && unit.received.eventTime().equals(event.eventTime());
            EpcisEvent arrival = isOneArrival ? Objects.requireNonNull(unit.received) : event;
            unit.received = arrival;
            unit.lots
                    .keySet()
                    .removeIf(lot ->
                            Objects.requireNonNull(unit.lotsPutIn.get(lot)).isBefore(arrival));
            unit.unitsPutIn.values().removeIf(putIn -> putIn.isBefore(arrival));
            unit.forgetPackingsOfWhatWentOut();
        });
    }

    private boolean isKnown(String unit, Set<String> seen) {
        if (!seen.add(unit)) return false;
        if (unit(unit).everHeldLots || !lotsOfSerial.apply(unit).isEmpty()) return true;
        return unit(unit).everInside.stream().anyMatch(nested -> isKnown(nested, seen));
    }

    private void end(String name, boolean isAlone, EpcisEvent event) {
        Map<String, BigDecimal> parts = new HashMap<>();
        List<QuantityElement> named = event instanceof TransformationEvent t
                ? t.inputQuantityList()
                : event instanceof ObjectEvent o ? o.quantityList() : List.of();
        named.forEach(part -> parts.merge(
                part.epcClass(),
                isAlone ? Objects.requireNonNull(part.quantity()) : BigDecimal.ZERO,
                BigDecimal::add));
        if (isPart(name, parts.keySet())) {
            finish(name, parts, event, name);
            return;
        }
        Map<String, Set<String>> going = new TreeMap<>();
        units.forEach((holder, unit) -> {
            if (unit.unitsPutIn.containsKey(name)) going.put(holder, onItAndOn(name, unit));
        });
        going.forEach((holder, listed) -> {
            leave(name, holder, event, 0, name);
            listed.forEach(one -> leave(one, holder, event, 0, name));
        });
        endAll(name, name, event, new HashSet<>());
    }

    /** A unit that was packed again, and may have been put into its holder, later that day, stays there. */
    private void leave(String name, String holder, EpcisEvent event, int rank, String about) {
        if (!unit(holder).unitsPutIn.containsKey(name)) return;
        boolean stays = !unit(holder).isInsideSinceBefore(name, event)
                && !heldOtherwise(name, event, rank, about).isEmpty();
        if (!stays) lose(holder, name, event);
    }

    private void finish(String name, Map<String, BigDecimal> parts, EpcisEvent event, String about) {
        Unit unit = unit(name);
        Set<String> before = unit.contents();
        List<Load> staying = heldOtherwise(name, event, 0, about).isEmpty()
                ? List.of()
                : loadsThatDay(name, event).stream()
                        .filter(load -> !parts.containsKey(load.what()))
                        .toList();
        unit.ends.add(new End(event, parts, staying));
        Map<String, Optional<BigDecimal>> named = new TreeMap<>();
        parts.forEach((lot, part) -> named.put(lot, Optional.of(part)));
        unit.story.add(new Going(event, event.eventTime(), named, false, true));
        note(name, before, unit.contentsWithoutWhatEnded(), event);
    }

    private boolean isPart(String unit, Set<String> named) {
        Set<String> held = new HashSet<>(unit(unit).lots.keySet());
        Set<String> seen = new HashSet<>(Set.of(unit));
        for (String nested : unit(unit).unitsPutIn.keySet()) collect(nested, held, seen);
        return held.stream().anyMatch(named::contains);
    }

    private void endAll(String name, String about, EpcisEvent event, Set<String> seen) {
        if (!seen.add(name)) return;
        finish(name, Map.of(), event, about);
        for (String nested : Set.copyOf(unit(name).unitsPutIn.keySet())) {
            unit(nested).endedInside.put(name, event);
            endAll(nested, about, event, seen);
        }
    }

    private static void take(Unit unit, String lot, BigDecimal quantity) {
        unit.lots.computeIfPresent(lot, (l, held) -> {
            BigDecimal left = held.subtract(quantity);
            return left.signum() > 0 ? left : null;
        });
    }

    private static String parent(AggregationEvent event) {
        String parent = event.parentID();
        if (parent == null) throw new IllegalArgumentException("no parent: " + event.eventID());
        return LinksByHand.name(parent);
    }

    private Unit unit(String name) {
        return units.computeIfAbsent(name, n -> new Unit());
    }
}
