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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 * that day, if the story has it without the packings of the day as well.
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

    private @Nullable Instant time;
    /** Holder and unit: it leaves because it is packed anew, and is seen there at that time. */
    private final List<List<String>> leftJustNow = new ArrayList<>();

    /** A lot or unit that went out of a unit with an event. */
    private record Leaving(String unit, String what, EpcisEvent event) {}

    /** @param cases of a lot, or {@code null} for a unit */
    private record Load(
            EpcisEvent event, String what, @Nullable BigDecimal cases) {}

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
    private record End(Map<String, BigDecimal> parts, List<Load> staying) {}

    private static final class Unit {
        final Map<String, BigDecimal> lots = new HashMap<>();
        final Map<String, Since> lotsPutIn = new HashMap<>();
        final Map<String, Since> unitsPutIn = new HashMap<>();
        /** The units whose contents are in the amount of a lot that a receipt stated. */
        final Map<String, Set<String>> statedWith = new HashMap<>();

        final Set<String> everInside = new HashSet<>();
        /** Without an unpacking: ended, or packed elsewhere. */
        final Set<String> gone = new HashSet<>();

        void lose(String name) {
            if (unitsPutIn.remove(name) != null) gone.add(name);
        }

        void empty() {
            lots.clear();
            unitsPutIn.clear();
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

        Set<String> contentsWithoutWhatEnded() {
            Unit copy = new Unit();
            copy.lots.putAll(lots);
            copy.unitsPutIn.putAll(unitsPutIn);
            copy.ends.addAll(ends);
            copy.removeWhatEnded();
            return copy.contents();
        }
    }

    private record Happening(EpcisEvent event, int rank, Runnable what) {
        static final Comparator<Happening> ORDER = Comparator.comparing(
                        (Happening h) -> h.event().eventTime())
                .thenComparing(Happening::rank)
                .thenComparing(h -> h.event().eventID());

        boolean isSeenAt(Instant time) {
            return event.eventTime().isBefore(time) || (event.eventTime().equals(time) && rank > 0 && rank < 4);
        }
    }

    /** @param inForce in any order */
    UnitsByHand(List<EpcisEvent> inForce, Function<String, Set<String>> lotsOfSerial, Instant time) {
        this.lotsOfSerial = lotsOfSerial;
        this.inForce = inForce;
        this.time = time;
        happenings().filter(happening -> happening.isSeenAt(time)).forEach(this::follow);
        if (!packedAtOnce.isEmpty() && packedAtOnce.get(0).eventTime().isBefore(time)) moveWhatIsElsewhere();
    }

    /** Until something goes out with an event. */
    private UnitsByHand(
            List<EpcisEvent> inForce, Function<String, Set<String>> lotsOfSerial, EpcisEvent event, int rank) {
        this.lotsOfSerial = lotsOfSerial;
        this.inForce = inForce;
        Happening end = new Happening(event, rank, () -> {});
        happenings().takeWhile(one -> Happening.ORDER.compare(one, end) < 0).forEach(this::follow);
        boolean isLater =
                !packedAtOnce.isEmpty() && packedAtOnce.get(0).eventTime().isBefore(event.eventTime());
        if (isLater || rank == 4) moveWhatIsElsewhere();
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
    private Set<String> heldOtherwise(String name, EpcisEvent event, int rank) {
        if (unit(name).loads.stream().noneMatch(load -> CivilDates.isOneDay(load.event(), event))) return Set.of();
        List<EpcisEvent> others = inForce.stream()
                .filter(one -> !(one instanceof AggregationEvent packing
                        && packing.action() != Action.DELETE
                        && parent(packing).equals(name)
                        && CivilDates.isOneDay(packing, event)))
                .toList();
        return new UnitsByHand(others, lotsOfSerial, event, rank).unit(name).contents();
    }

    private List<Load> loadsThatDay(String name, EpcisEvent event) {
        Unit unit = unit(name);
        return unit.loads.stream()
                .filter(load -> CivilDates.isOneDay(load.event(), event) && unit.holds(load.what()))
                .toList();
    }

    private void follow(Happening happening) {
        boolean isLater = !packedAtOnce.isEmpty()
                && packedAtOnce.get(0).eventTime().isBefore(happening.event().eventTime());
        if (isLater || happening.rank() == 4) moveWhatIsElsewhere();
        happening.what().run();
        forgetLoadsOfEmptyUnits();
    }

    private void forgetLoadsOfEmptyUnits() {
        for (Unit unit : units.values()) if (unit.contents().isEmpty() && unit.gone.isEmpty()) unit.loads.clear();
    }

    private void read(EpcisEvent event, List<Happening> all) {
        String step = event.fields().bizStep();
        if (event instanceof TransformationEvent e) {
            List<String> ended = e.inputEPCList().stream()
                    .filter(unit -> !e.outputEPCList().contains(unit))
                    .toList();
            all.add(new Happening(e, 0, () -> end(ended, e.inputQuantityList(), e)));
        } else if (event instanceof ObjectEvent e
                && (e.action() == Action.DELETE || (step != null && ENDING.contains(step)))) {
            all.add(new Happening(e, 0, () -> end(e.epcList(), e.quantityList(), e)));
        } else if (event instanceof AggregationEvent e && e.action() == Action.DELETE) {
            all.add(new Happening(e, 4, () -> unpack(e)));
        } else if (event instanceof AggregationEvent e) {
            boolean receives = "receiving".equals(step);
            if (e.action() == Action.OBSERVE && !receives) {
                if (!"void_shipping".equals(step)) all.add(new Happening(e, 3, () -> see(e)));
                return;
            }
            boolean isWithUnits = !receives && !e.childEPCs().isEmpty();
            all.add(new Happening(e, receives ? 3 : 1, () -> pack(e, receives, isWithUnits)));
            if (isWithUnits) all.add(new Happening(e, 2, () -> packWhatIsLoose(e)));
            if (receives) all.add(new Happening(e, 4, () -> missWhatIsNotListed(e)));
        }
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

    private void pack(AggregationEvent event, boolean receives, boolean isWithUnits) {
        Unit unit = begin(event);
        event.childEPCs().forEach(child -> putIn(LinksByHand.name(child), event));
        if (isWithUnits) return;
        Set<String> stated = new HashSet<>();
        for (QuantityElement child : event.childQuantityList()) {
            if (receives && stated.add(child.epcClass())) {
                unit.lots.remove(child.epcClass());
                unit.statedWith.put(child.epcClass(), new HashSet<>(unit.unitsPutIn.keySet()));
            }
            fill(unit, child.epcClass(), Objects.requireNonNull(child.quantity()), event);
        }
    }

    /** Who looks into a unit sees what is in it: what was there stays as it was, and the count of the cases is the new one. */
    private void see(AggregationEvent event) {
        Unit unit = begin(event);
        forgetLoadsOfEmptyUnits();
        Set<String> before = new HashSet<>();
        addNested(unit, before);
        for (String child : event.childEPCs())
            if (!before.contains(LinksByHand.name(child))) putIn(LinksByHand.name(child), event);
        Map<String, BigDecimal> seen = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            seen.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
        seen.forEach((lot, cases) -> {
            unit.everHeldLots = true;
            if (cases(lot, parent(event), new HashSet<>()).compareTo(cases) == 0) return;
            unit.lots.remove(lot);
            unit.statedWith.put(lot, new HashSet<>(unit.unitsPutIn.keySet()));
            fill(unit, lot, cases, event);
        });
    }

    private void addNested(Unit unit, Set<String> nested) {
        for (String name : unit.unitsPutIn.keySet()) if (nested.add(name)) addNested(unit(name), nested);
    }

    /** The unit is packed, and what ended in it is gone. */
    private Unit begin(AggregationEvent event) {
        String parent = parent(event);
        Unit unit = unit(parent);
        unit.endedInside.forEach((outer, ended) -> {
            if (ended.eventTime().isBefore(event.eventTime())) {
                Set<String> before = unit(outer).contents();
                leave(parent, outer, event, 1);
                if (event.eventTime().equals(time) && before.contains(parent)) leftJustNow.add(List.of(outer, parent));
            }
        });
        unit.endedInside.clear();
        if (!unit.ends.isEmpty()) goOut(parent, event, Unit::removeWhatEnded);
        packedAtOnce.add(event);
        event.childEPCs().forEach(child -> loads.add(List.of(LinksByHand.name(child), parent)));
        return unit;
    }

    private void putIn(String name, AggregationEvent event) {
        String parent = parent(event);
        Unit unit = unit(parent);
        load(unit, new Load(event, name, null));
        unit.everInside.add(name);
        unit(name).endedInside.remove(parent);
    }

    private static void fill(Unit unit, String lot, BigDecimal cases, EpcisEvent event) {
        unit.everHeldLots = true;
        if (cases.signum() > 0) load(unit, new Load(event, lot, cases));
    }

    private static void load(Unit unit, Load load) {
        unit.load(load);
        unit.loads.add(load);
    }

    /** A truck that is loaded with a pallet of 40 cases and 40 cases has none beside the pallet; with 45, it has these. */
    private void packWhatIsLoose(AggregationEvent event) {
        Set<String> pallets = new HashSet<>();
        event.childEPCs().forEach(child -> pallets.add(LinksByHand.name(child)));
        looseCases(event, pallets).forEach((lot, cases) -> fill(unit(parent(event)), lot, cases, event));
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
                    Since putIn = unit.unitsPutIn.get(name);
                    if (putIn != null
                            && putIn.isBefore(event)
                            && !holder.equals(parent(event))
                            && !everythingAround(holder).contains(parent(event)))
                        leaving.computeIfAbsent(holder, h -> new TreeMap<>()).merge(name, event, CivilDates::dateOr);
                });
            }
        }
        packedAtOnce.clear();
        leaving.forEach((holder, names) -> {
            Unit unit = unit(holder);
            Map<String, EpcisEvent> going = new TreeMap<>(names);
            names.forEach((name, event) -> onItAndOn(name, unit).forEach(one -> going.putIfAbsent(one, event)));
            boolean isAll =
                    unit.lots.isEmpty() && unit.gone.isEmpty() && going.keySet().equals(unit.unitsPutIn.keySet());
            if (isAll
                    && packed.stream()
                            .anyMatch(event -> names.keySet().stream().allMatch(n -> isRightIn(n, event, packed))))
                finish(
                        holder,
                        Map.of(),
                        going.values().stream().reduce(CivilDates::dateOr).orElseThrow());
            else going.forEach((name, event) -> goOut(holder, event, u -> u.lose(name)));
        });
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
                    || !since.last().eventTime().equals(loaded.last().eventTime());
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
        Set<String> takenOff = new HashSet<>();
        for (String child : event.childEPCs()) {
            Unit unit = unit(parent);
            if (unit.unitsPutIn.containsKey(LinksByHand.name(child))) takenOff.add(LinksByHand.name(child));
            Set<String> off = onItAndOn(LinksByHand.name(child), unit);
            off.add(LinksByHand.name(child));
            takeAll(event, off);
            loads.remove(List.of(LinksByHand.name(child), parent));
        }
        looseCases(event, takenOff).forEach((lot, cases) -> goOut(parent, event, u -> take(u, lot, cases)));
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
                isEmptiedAgain || !heldOtherwise(parent(event), event, 4).isEmpty();
        List<Load> staying = mayBePackedLater ? loadsThatDay(parent(event), event) : List.of();
        unit.empty();
        staying.forEach(unit::load);
        unit.loads.clear();
        unit.loads.addAll(staying);
        unit.emptied = event;
    }

    private void takeAll(AggregationEvent event, Set<String> some) {
        Set<String> otherwise = heldOtherwise(parent(event), event, 4);
        List<Load> staying = loadsThatDay(parent(event), event).stream()
                .filter(load -> some.contains(load.what()) && otherwise.contains(load.what()))
                .toList();
        goOut(parent(event), event, unit -> {
            unit.lots.keySet().removeAll(some);
            unit.unitsPutIn.keySet().removeAll(some);
            unit.gone.removeAll(some);
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
        });
    }

    private boolean isKnown(String unit, Set<String> seen) {
        if (!seen.add(unit)) return false;
        if (unit(unit).everHeldLots || !lotsOfSerial.apply(unit).isEmpty()) return true;
        return unit(unit).everInside.stream().anyMatch(nested -> isKnown(nested, seen));
    }

    private void end(List<String> ended, List<QuantityElement> named, EpcisEvent event) {
        Set<String> names = new LinkedHashSet<>();
        ended.forEach(unit -> names.add(LinksByHand.name(unit)));
        Map<String, BigDecimal> parts = new HashMap<>();
        named.forEach(part ->
                parts.merge(part.epcClass(), names.size() == 1 ? part.quantity() : BigDecimal.ZERO, BigDecimal::add));
        for (String name : names) {
            if (isPart(name, parts.keySet())) {
                finish(name, parts, event);
            } else {
                Map<String, Set<String>> going = new TreeMap<>();
                units.forEach((holder, unit) -> {
                    if (unit.unitsPutIn.containsKey(name)) going.put(holder, onItAndOn(name, unit));
                });
                going.forEach((holder, listed) -> {
                    leave(name, holder, event, 0);
                    listed.forEach(one -> leave(one, holder, event, 0));
                });
                endAll(name, event, new HashSet<>());
            }
        }
    }

    /** A unit that was packed again, and may have been put into its holder, later that day, stays there. */
    private void leave(String name, String holder, EpcisEvent event, int rank) {
        Since putIn = unit(holder).unitsPutIn.get(name);
        if (putIn == null) return;
        boolean stays =
                !putIn.isBefore(event) && !heldOtherwise(name, event, rank).isEmpty();
        if (!stays) goOut(holder, event, unit -> unit.lose(name));
    }

    private void finish(String name, Map<String, BigDecimal> parts, EpcisEvent event) {
        Unit unit = unit(name);
        Set<String> before = unit.contents();
        List<Load> staying = heldOtherwise(name, event, 0).isEmpty()
                ? List.of()
                : loadsThatDay(name, event).stream()
                        .filter(load -> !parts.containsKey(load.what()))
                        .toList();
        unit.ends.add(new End(parts, staying));
        note(name, before, unit.contentsWithoutWhatEnded(), event);
    }

    private boolean isPart(String unit, Set<String> named) {
        Set<String> held = new HashSet<>(unit(unit).lots.keySet());
        Set<String> seen = new HashSet<>(Set.of(unit));
        for (String nested : unit(unit).unitsPutIn.keySet()) collect(nested, held, seen);
        return held.stream().anyMatch(named::contains);
    }

    private void endAll(String name, EpcisEvent event, Set<String> seen) {
        if (!seen.add(name)) return;
        finish(name, Map.of(), event);
        for (String nested : Set.copyOf(unit(name).unitsPutIn.keySet())) {
            unit(nested).endedInside.put(name, event);
            endAll(nested, event, seen);
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
