package io.lotledger.api.lots;

import io.lotledger.api.lots.UnitByHand.Going;
import io.lotledger.api.lots.UnitByHand.How;
import io.lotledger.api.lots.UnitByHand.Load;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
    final SeenByHand seen = new SeenByHand(this);
    final GoneByHand gone = new GoneByHand(this);
    final Map<String, UnitByHand> units = new HashMap<>();
    final List<EpcisEvent> inForce;
    final Function<String, Set<String>> lotsOfSerial;

    final List<AggregationEvent> packedAtOnce = new ArrayList<>();

    /** Unit and holder, from the packing to the unpacking of the unit by name. */
    final Set<List<String>> loads = new HashSet<>();

    final List<Leaving> left = new ArrayList<>();
    final Map<String, Runnable> goingAgain = new LinkedHashMap<>();

    @Nullable
    Instant now;

    /** The same story at other times. */
    final Map<Instant, UnitsByHand> moments;

    /** What this story leaves out, or knows already from the story without gaps. */
    final Gaps gaps;

    final Map<List<String>, How> how = new HashMap<>();

    final Set<List<String>> begun = new HashSet<>();

    /** Lines of lots that are in units of the same event. */
    final Set<List<String>> inUnits = new HashSet<>();

    /** Lines of lots that are loose as they were. */
    final Set<List<String>> saidAgain = new HashSet<>();

    final Map<List<String>, List<Going>> again = new HashMap<>();

    /**
     * @param lines event, unit and what it says of what is in it, and why; of other lines nothing was put in
     * @param untold lines that are left out
     * @param explained lines that say nothing, unless it is inside anyhow
     */
    record Gaps(
            UnitsByHand whole, Map<List<String>, How> lines, Set<List<String>> untold, Set<List<String>> explained) {}

    @Nullable
    Instant time;

    /** Holder and unit: it leaves because it is packed anew, and is seen there at that time. */
    final List<List<String>> leftJustNow = new ArrayList<>();

    /** A lot or unit that went out of a unit with an event. */
    record Leaving(String unit, UnitByHand before, String what, EpcisEvent event) {}

    /** @param inForce in any order */
    UnitsByHand(List<EpcisEvent> inForce, Function<String, Set<String>> lotsOfSerial, Instant time) {
        this(inForce, lotsOfSerial, time, new HashMap<>());
    }

    UnitsByHand(
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
    UnitsByHand(UnitsByHand other, Gaps gaps, EpcisEvent event, int rank, String about) {
        this.lotsOfSerial = other.lotsOfSerial;
        this.inForce = other.inForce;
        this.moments = other.moments;
        this.gaps = gaps;
        Happening end = new Happening(event, rank, about, () -> {});
        happenings().takeWhile(one -> Happening.ORDER.compare(one, end) < 0).forEach(this::follow);
        if (now != null && (now.isBefore(event.eventTime()) || rank >= 6)) endInstant();
    }

    boolean isWhole() {
        return gaps.whole() == this;
    }

    UnitsByHand at(Instant other) {
        UnitsByHand known = moments.get(other);
        return known == null ? new UnitsByHand(inForce, lotsOfSerial, other, moments) : known;
    }

    /** The story at an earlier time; at that of the event itself, before it and what else is seen then. */
    UnitsByHand before(AggregationEvent event, Instant other) {
        if (other.isBefore(event.eventTime())) return at(other);
        List<EpcisEvent> earlier = inForce.stream()
                .filter(one -> !one.eventTime().equals(other)
                        || !Happening.isSeen(one)
                        || Happening.ORDER.compare(seen((AggregationEvent) one), seen(event)) < 0)
                .toList();
        Map<Instant, UnitsByHand> known = new HashMap<>(moments);
        known.remove(other);
        return new UnitsByHand(earlier, lotsOfSerial, other, known);
    }

    static Happening seen(AggregationEvent event) {
        return new Happening(event, Happening.receives(event) ? 5 : 4, Happening.parent(event), () -> {});
    }

    void endInstant() {
        gone.moveWhatIsElsewhere();
        List<Runnable> all = List.copyOf(goingAgain.values());
        goingAgain.clear();
        all.forEach(Runnable::run);
    }

    Stream<Happening> happenings() {
        List<Happening> all = new ArrayList<>();
        for (EpcisEvent event : inForce) read(event, all);
        return all.stream().sorted(Happening.ORDER);
    }

    /**
     * What went out of the unit with an event of one day with this one.
     *
     * @param makes whether the event makes the unit, in which what had ended before is nothing to it
     */
    Set<String> leftThatDay(String unit, EpcisEvent event, boolean makes) {
        return left.stream()
                .filter(one -> one.unit().equals(unit) && CivilDates.isOneDay(one.event(), event))
                .filter(one -> !makes
                        || one.before().contentsWithoutWhatEndedBefore(event).contains(one.what()))
                .map(Leaving::what)
                .collect(Collectors.toSet());
    }

    void note(String name, UnitByHand before, Set<String> after, EpcisEvent event) {
        before.contents().stream()
                .filter(what -> !after.contains(what))
                .forEach(what -> left.add(new Leaving(name, before, what, event)));
    }

    void goOut(String name, EpcisEvent event, Consumer<UnitByHand> change) {
        UnitByHand before = unit(name).copy();
        change.accept(unit(name));
        note(name, before, unit(name).contents(), event);
    }

    void goOut(String name, Going going) {
        unit(name).story.add(going);
        goOut(
                name,
                going.event(),
                unit -> going.named().forEach((what, cases) -> {
                    if (cases.isPresent()) UnitByHand.take(unit, what, cases.get());
                    else if (going.left()) unit.lose(what);
                    else {
                        unit.lots.remove(what);
                        unit.unitsPutIn.remove(what);
                        unit.gone.remove(what);
                    }
                }));
        unit(name).forgetPackingsOfWhatWentOut();
    }

    /** Tells the whole story again without the packings and makings of the unit that may be later that day. */
    Set<String> heldOtherwise(String name, EpcisEvent event, int rank, String about) {
        if (unit(name).loads.stream().noneMatch(load -> isPackedOnDayOf(event, load))) return Set.of();
        Set<List<String>> untold = new HashSet<>(gaps.untold());
        Set<List<String>> explained = new HashSet<>(gaps.explained());
        Set<String> packed = new HashSet<>();
        Map<String, EpcisEvent> byId = new HashMap<>();
        for (EpcisEvent one : inForce) byId.put(one.eventID(), one);
        gaps.lines().forEach((line, why) -> {
            boolean isOfDay = CivilDates.hasNoOrder(Objects.requireNonNull(byId.get(line.get(0))), event);
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
        for (EpcisEvent one : inForce)
            if (Happening.made(one).contains(name) && CivilDates.hasNoOrder(one, event)) untold.add(making(one, name));
        Gaps more = new Gaps(gaps.whole(), gaps.lines(), untold, explained);
        return new UnitsByHand(this, more, event, rank, about).unit(name).contents();
    }

    /** Anything but itself. */
    boolean holdsOtherwise(String name, EpcisEvent event, int rank, String about) {
        return heldOtherwise(name, event, rank, about).stream().anyMatch(what -> !what.equals(name));
    }

    static boolean isPackedOnDayOf(EpcisEvent event, Load load) {
        return load.how() == How.PACKED && CivilDates.hasNoOrder(load.event(), event);
    }

    List<Load> loadsThatDay(String name, EpcisEvent event) {
        UnitByHand unit = unit(name);
        return unit.loads.stream()
                .filter(load -> isPackedOnDayOf(event, load) && unit.holds(load.what()))
                .toList();
    }

    void follow(Happening happening) {
        Instant next = happening.event().eventTime();
        if (now != null && (now.isBefore(next) || !happening.isPacking())) endInstant();
        now = next;
        happening.what().run();
        forgetLoadsOfEmptyUnits();
    }

    void forgetLoadsOfEmptyUnits() {
        for (UnitByHand unit : units.values()) if (unit.contents().isEmpty() && unit.gone.isEmpty()) unit.loads.clear();
    }

    void read(EpcisEvent event, List<Happening> all) {
        List<String> ended = Happening.ended(event);
        for (String name : ended)
            all.add(new Happening(event, 0, name, () -> gone.end(name, ended.size() == 1, event)));
        for (String name : Happening.made(event))
            all.add(new Happening(event, 1, name, () -> gone.makeAnew(name, event)));
        if (!(event instanceof AggregationEvent e)) return;
        if (e.action() == Action.DELETE) {
            all.add(new Happening(e, 7, Happening.parent(e), () -> gone.unpack(e)));
        } else if (Happening.isSeen(e)) {
            boolean receives = Happening.receives(e);
            if (!"void_shipping".equals(e.fields().bizStep()))
                all.add(new Happening(e, receives ? 5 : 4, Happening.parent(e), () -> seen.see(e, receives)));
            if (receives) all.add(new Happening(e, 6, Happening.parent(e), () -> gone.missWhatIsNotListed(e)));
        } else {
            boolean isWithUnits = !e.childEPCs().isEmpty();
            all.add(new Happening(e, 2, Happening.parent(e), () -> pack(e, isWithUnits)));
            if (isWithUnits) all.add(new Happening(e, 3, Happening.parent(e), () -> packWhatIsLoose(e)));
        }
    }

    /** The lots, and the units with what is in them, that are right in the unit. */
    Set<String> lotsAndUnitsIn(String unit) {
        Set<String> inside = unit(unit).contents();
        leftJustNow.stream().filter(one -> one.get(0).equals(unit)).forEach(one -> inside.add(one.get(1)));
        return inside;
    }

    void collect(String unit, Set<String> lots, Set<String> seen) {
        if (!seen.add(unit)) return;
        lots.addAll(lotsOfSerial.apply(unit));
        lots.addAll(unit(unit).lots.keySet());
        for (String nested : unit(unit).unitsPutIn.keySet()) collect(nested, lots, seen);
    }

    void pack(AggregationEvent event, boolean isWithUnits) {
        if (isLeftOut(event)) return;
        begin(event);
        isPacked(event);
        goOutAsInTheWholeStory(event);
        event.childEPCs().forEach(child -> {
            seen.goOutIfItCame(event, LinksByHand.name(child), null);
            putIn(LinksByHand.name(child), event, How.PACKED);
        });
        if (isWithUnits) return;
        for (QuantityElement child : event.childQuantityList())
            packLot(event, child.epcClass(), Objects.requireNonNull(child.quantity()));
    }

    void packLot(AggregationEvent event, String lot, BigDecimal cases) {
        if (cases.signum() > 0) seen.goOutIfItCame(event, lot, cases);
        fill(Happening.parent(event), lot, cases, event, How.PACKED);
    }

    boolean isLeftOut(AggregationEvent event) {
        return gaps.untold().stream()
                .anyMatch(line ->
                        line.get(0).equals(event.eventID()) && line.get(1).equals(Happening.parent(event)));
    }

    static List<String> line(AggregationEvent event, String what) {
        return List.of(event.eventID(), Happening.parent(event), what);
    }

    static List<String> making(EpcisEvent event, String name) {
        return List.of(event.eventID(), name, "");
    }

    void goOutAsInTheWholeStory(AggregationEvent event) {
        List<Going> goings =
                gaps.whole().again.getOrDefault(List.of(event.eventID(), Happening.parent(event)), List.of());
        if (!isWhole() && !goings.isEmpty())
            goingAgain.put(event.eventID(), () -> goings.forEach(going -> goOut(Happening.parent(event), going)));
    }

    void addAllIn(String unit, Set<String> all, Set<String> seen) {
        if (unit.contains("/10/") && !unit.contains("/21/")) return; // a lot
        if (!seen.add(unit)) return;
        all.addAll(lotsOfSerial.apply(unit));
        Set<String> inside = lotsAndUnitsIn(unit);
        all.addAll(inside);
        inside.forEach(one -> addAllIn(one, all, seen));
    }

    static boolean isLot(String what) {
        return what.contains("/10/") && !what.contains("/21/");
    }

    void addNested(UnitByHand unit, Set<String> nested) {
        for (String name : unit.unitsPutIn.keySet()) if (nested.add(name)) addNested(unit(name), nested);
    }

    /** The unit is packed, and what ended in it is gone. */
    void begin(AggregationEvent event) {
        String parent = Happening.parent(event);
        UnitByHand unit = unit(parent);
        begun.add(List.of(event.eventID(), parent));
        unit.endedInside.forEach((outer, ended) -> leaveWhatEnded(parent, outer, ended, event, 2));
        unit.endedInside.clear();
        if (!unit.ends.isEmpty()) goOut(parent, event, one -> one.removeWhatEndedBefore(event));
        unit.forgetPackingsOfWhatWentOut();
    }

    void leaveWhatEnded(String name, String outer, EpcisEvent ended, EpcisEvent event, int rank) {
        if (!ended.eventTime().isBefore(event.eventTime())) return;
        Set<String> before = unit(outer).contents();
        gone.leave(name, outer, event, rank, name);
        if (event.eventTime().equals(time) && before.contains(name)) leftJustNow.add(List.of(outer, name));
    }

    void isPacked(AggregationEvent event) {
        packedAtOnce.add(event);
        event.childEPCs().forEach(child -> loads.add(List.of(LinksByHand.name(child), Happening.parent(event))));
    }

    void putIn(String name, AggregationEvent event, How why) {
        String parent = Happening.parent(event);
        UnitByHand unit = unit(parent);
        load(parent, new Load(event, name, null, why));
        unit.everInside.add(name);
        if (unit.ends.isEmpty()) unit(name).endedInside.remove(parent);
    }

    void fill(String name, String lot, BigDecimal cases, EpcisEvent event, How why) {
        unit(name).everHeldLots = true;
        if (cases.signum() > 0) load(name, new Load(event, lot, cases, why));
    }

    void load(String name, Load load) {
        UnitByHand unit = unit(name);
        unit.load(load);
        unit.loads.add(load);
        unit.story.add(load);
        how.put(List.of(load.event().eventID(), name, load.what()), load.how());
    }

    /** A truck that is loaded with a pallet of 40 cases and 40 cases has none beside the pallet; with 45, it has these. */
    void packWhatIsLoose(AggregationEvent event) {
        if (isLeftOut(event)) return;
        looseCases(event, listed(event)).forEach((lot, cases) -> packLot(event, lot, cases));
    }

    static Set<String> listed(AggregationEvent event) {
        Set<String> pallets = new HashSet<>();
        event.childEPCs().forEach(child -> pallets.add(LinksByHand.name(child)));
        return pallets;
    }

    /** The cases of each lot that the event counts, unless just as many are in these units. */
    Map<String, BigDecimal> looseCases(AggregationEvent event, Set<String> inUnits) {
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

    BigDecimal cases(String lot, String name, Set<String> seen) {
        UnitByHand unit = unit(name);
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

    UnitByHand unit(String name) {
        return units.computeIfAbsent(name, n -> new UnitByHand());
    }
}
