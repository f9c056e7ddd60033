package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * What the units of a generated chain hold at one moment, found by following every event from the first on. Each thing in
 * a unit remembers when it was put in; each unit remembers when what is in it ended.
 */
final class UnitsByHand {
    private static final Set<String> ENDING = Set.of("retail_selling", "destroying", "decommissioning");

    private final Map<String, Unit> units = new HashMap<>();
    private final List<EpcisEvent> inForce;
    private final Function<String, Set<String>> lotsOfSerial;
    private final List<AggregationEvent> packedAtOnce = new ArrayList<>();
    /** Unit and holder, from the packing to the unpacking of the unit by name. */
    private final Set<List<String>> loads = new HashSet<>();

    private static final class Unit {
        final Map<String, BigDecimal> lots = new HashMap<>();
        final Map<String, Instant> lotsPutIn = new HashMap<>();
        final Map<String, Instant> unitsPutIn = new HashMap<>();
        /** The units whose contents are in the amount of a lot that a receipt stated. */
        final Map<String, Set<String>> statedWith = new HashMap<>();

        final Set<String> everInside = new HashSet<>();
        /** Without an unpacking: ended, or packed elsewhere. */
        final Set<String> gone = new HashSet<>();

        void lose(String name) {
            if (unitsPutIn.remove(name) != null) gone.add(name);
        }

        void empty() {
            unitsPutIn.clear();
            gone.clear();
        }

        boolean everHeldLots;
        /** What was put in at some time of a day, by the midnight at which the day begins. */
        final Map<Instant, List<Runnable>> putInOnADate = new HashMap<>();

        /** For each end: what ended of the lots that it names; empty if all ended. */
        final List<Map<String, BigDecimal>> ends = new ArrayList<>();

        final Map<String, Instant> endedInside = new HashMap<>();
    }

    private record Happening(EpcisEvent event, int rank, Runnable what) {
        boolean isSeenAt(Instant time) {
            return event.eventTime().isBefore(time) || (event.eventTime().equals(time) && rank > 0 && rank < 4);
        }
    }

    /** @param inForce in any order */
    UnitsByHand(List<EpcisEvent> inForce, Function<String, Set<String>> lotsOfSerial, Instant time) {
        this.lotsOfSerial = lotsOfSerial;
        this.inForce = inForce;
        List<Happening> all = new ArrayList<>();
        for (EpcisEvent event : inForce) read(event, all);
        all.stream()
                .filter(happening -> happening.isSeenAt(time))
                .sorted(Comparator.comparing((Happening h) -> h.event().eventTime())
                        .thenComparing(Happening::rank)
                        .thenComparing(h -> h.event().eventID()))
                .forEach(this::follow);
        if (!packedAtOnce.isEmpty() && packedAtOnce.get(0).eventTime().isBefore(time)) moveWhatIsElsewhere();
    }

    private void follow(Happening happening) {
        boolean isLater = !packedAtOnce.isEmpty()
                && packedAtOnce.get(0).eventTime().isBefore(happening.event().eventTime());
        if (isLater || happening.rank() == 4) moveWhatIsElsewhere();
        happening.what().run();
    }

    private void read(EpcisEvent event, List<Happening> all) {
        String step = event.fields().bizStep();
        if (event instanceof TransformationEvent e) {
            List<String> ended = e.inputEPCList().stream()
                    .filter(unit -> !e.outputEPCList().contains(unit))
                    .toList();
            all.add(new Happening(e, 0, () -> end(ended, e.inputQuantityList(), e.eventTime())));
        } else if (event instanceof ObjectEvent e
                && (e.action() == Action.DELETE || (step != null && ENDING.contains(step)))) {
            all.add(new Happening(e, 0, () -> end(e.epcList(), e.quantityList(), e.eventTime())));
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
        Set<String> inside = new HashSet<>(unit(unit).lots.keySet());
        inside.addAll(unit(unit).unitsPutIn.keySet());
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
        Instant time = event.eventTime();
        event.childEPCs().forEach(child -> putIn(LinksByHand.name(child), event));
        if (isWithUnits) return;
        Set<String> stated = new HashSet<>();
        for (QuantityElement child : event.childQuantityList()) {
            if (receives && stated.add(child.epcClass())) {
                unit.lots.remove(child.epcClass());
                unit.statedWith.put(child.epcClass(), new HashSet<>(unit.unitsPutIn.keySet()));
            }
            fill(unit, child.epcClass(), Objects.requireNonNull(child.quantity()), time);
        }
    }

    /** Who looks into a unit sees what is in it: what was there stays as it was, and the count of the cases is the new one. */
    private void see(AggregationEvent event) {
        Unit unit = begin(event);
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
            fill(unit, lot, cases, event.eventTime());
        });
    }

    private void addNested(Unit unit, Set<String> nested) {
        for (String name : unit.unitsPutIn.keySet()) if (nested.add(name)) addNested(unit(name), nested);
    }

    /** The unit is packed, and what ended in it is gone. */
    private Unit begin(AggregationEvent event) {
        String parent = parent(event);
        Unit unit = unit(parent);
        Instant time = event.eventTime();
        unit.endedInside.forEach((outer, ended) -> {
            if (ended.isBefore(time)) unit(outer).lose(parent);
        });
        unit.endedInside.clear();
        for (Map<String, BigDecimal> parts : unit.ends) {
            if (parts.isEmpty()) unit.empty();
            unit.lots.keySet().retainAll(parts.keySet());
            parts.forEach((lot, part) -> take(unit, lot, part));
        }
        unit.ends.clear();
        packedAtOnce.add(event);
        event.childEPCs().forEach(child -> loads.add(List.of(LinksByHand.name(child), parent)));
        return unit;
    }

    private void putIn(String name, AggregationEvent event) {
        String parent = parent(event);
        Unit unit = unit(parent);
        unit.unitsPutIn.put(name, event.eventTime());
        onADate(unit, event.eventTime(), () -> unit.unitsPutIn.put(name, event.eventTime()));
        unit.gone.remove(name);
        unit.everInside.add(name);
        unit(name).endedInside.remove(parent);
        unit.statedWith.values().forEach(with -> with.remove(name));
    }

    private static void fill(Unit unit, String lot, BigDecimal cases, Instant time) {
        unit.everHeldLots = true;
        if (cases.signum() <= 0) return;
        unit.lots.merge(lot, cases, BigDecimal::add);
        unit.lotsPutIn.put(lot, time);
        onADate(unit, time, () -> unit.lots.merge(lot, cases, BigDecimal::add));
    }

    private static void onADate(Unit unit, Instant time, Runnable putIn) {
        if (time.equals(midnight(time)))
            unit.putInOnADate.computeIfAbsent(time, t -> new ArrayList<>()).add(putIn);
    }

    private static Instant midnight(Instant time) {
        return time.truncatedTo(ChronoUnit.DAYS);
    }

    /** A truck that is loaded with a pallet of 40 cases and 40 cases has none beside the pallet; with 45, it has these. */
    private void packWhatIsLoose(AggregationEvent event) {
        Set<String> pallets = new HashSet<>();
        event.childEPCs().forEach(child -> pallets.add(LinksByHand.name(child)));
        looseCases(event, pallets).forEach((lot, cases) -> fill(unit(parent(event)), lot, cases, event.eventTime()));
    }

    /** The cases of each lot that the event counts, unless just as many are in these units. */
    private Map<String, BigDecimal> looseCases(AggregationEvent event, Set<String> inUnits) {
        Map<String, BigDecimal> loose = new HashMap<>();
        for (QuantityElement child : event.childQuantityList())
            loose.merge(child.epcClass(), Objects.requireNonNull(child.quantity()), BigDecimal::add);
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
        Map<String, Set<String>> leaving = new HashMap<>();
        for (AggregationEvent event : packedAtOnce) {
            for (String child : event.childEPCs()) {
                String name = LinksByHand.name(child);
                units.forEach((holder, unit) -> {
                    Instant putIn = unit.unitsPutIn.get(name);
                    if (putIn != null
                            && putIn.isBefore(event.eventTime())
                            && !holder.equals(parent(event))
                            && !everythingAround(holder).contains(parent(event)))
                        leaving.computeIfAbsent(holder, h -> new HashSet<>()).add(name);
                });
            }
        }
        packedAtOnce.clear();
        leaving.forEach((holder, names) -> {
            Unit unit = unit(holder);
            Set<String> going = new HashSet<>(names);
            names.forEach(name -> going.addAll(onItAndOn(name, unit)));
            boolean isAll = unit.lots.isEmpty() && unit.gone.isEmpty() && going.equals(unit.unitsPutIn.keySet());
            if (isAll && packed.stream().anyMatch(event -> names.stream().allMatch(n -> isRightIn(n, event, packed))))
                unit.ends.add(Map.of());
            else going.forEach(unit::lose);
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
        Instant since = truck.unitsPutIn.get(pallet);
        onPallet.removeIf(name -> name.equals(pallet) || since == null || !since.equals(truck.unitsPutIn.get(name)));
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
        Unit unit = unit(parent(event));
        if (event.childEPCs().isEmpty() && event.childQuantityList().isEmpty()) {
            boolean mayBePackedLater = heldSomethingBeforeItWasPackedThatDay(event);
            unit.lots.clear();
            unit.empty();
            if (mayBePackedLater)
                unit.putInOnADate
                        .getOrDefault(midnight(event.eventTime()), List.of())
                        .forEach(Runnable::run);
        }
        Set<String> takenOff = new HashSet<>();
        for (String child : event.childEPCs()) {
            if (unit.unitsPutIn.containsKey(LinksByHand.name(child))) takenOff.add(LinksByHand.name(child));
            Set<String> off = onItAndOn(LinksByHand.name(child), unit);
            off.add(LinksByHand.name(child));
            unit.unitsPutIn.keySet().removeAll(off);
            unit.gone.removeAll(off);
            loads.remove(List.of(LinksByHand.name(child), parent(event)));
        }
        looseCases(event, takenOff).forEach((lot, cases) -> take(unit, lot, cases));
    }

    /** Tells the whole story again without the packings of the unit that are known by the date of its unpacking only. */
    private boolean heldSomethingBeforeItWasPackedThatDay(AggregationEvent unpacking) {
        Instant midnight = midnight(unpacking.eventTime());
        List<EpcisEvent> others = inForce.stream()
                .filter(event -> !(event instanceof AggregationEvent packing
                        && packing.action() != Action.DELETE
                        && packing.eventTime().equals(midnight)
                        && parent(packing).equals(parent(unpacking))))
                .toList();
        return others.size() < inForce.size()
                && !new UnitsByHand(others, lotsOfSerial, unpacking.eventTime())
                        .lotsAndUnitsIn(parent(unpacking))
                        .isEmpty();
    }

    private void missWhatIsNotListed(AggregationEvent event) {
        if (!event.childEPCs().stream().allMatch(child -> isKnown(LinksByHand.name(child), new HashSet<>()))) return;
        Unit unit = unit(parent(event));
        unit.lots
                .keySet()
                .removeIf(lot ->
                        unit.lotsPutIn.getOrDefault(lot, event.eventTime()).isBefore(event.eventTime()));
        unit.unitsPutIn.values().removeIf(putIn -> putIn.isBefore(event.eventTime()));
    }

    private boolean isKnown(String unit, Set<String> seen) {
        if (!seen.add(unit)) return false;
        if (unit(unit).everHeldLots || !lotsOfSerial.apply(unit).isEmpty()) return true;
        return unit(unit).everInside.stream().anyMatch(nested -> isKnown(nested, seen));
    }

    private void end(List<String> ended, List<QuantityElement> named, Instant time) {
        Set<String> names = new HashSet<>();
        ended.forEach(unit -> names.add(LinksByHand.name(unit)));
        Map<String, BigDecimal> parts = new HashMap<>();
        named.forEach(part ->
                parts.merge(part.epcClass(), names.size() == 1 ? part.quantity() : BigDecimal.ZERO, BigDecimal::add));
        for (String name : names) {
            if (isPart(name, parts.keySet())) {
                unit(name).ends.add(parts);
            } else {
                units.values().forEach(holder -> {
                    Set<String> going = onItAndOn(name, holder);
                    if (holder.unitsPutIn.containsKey(name)) going.forEach(holder::lose);
                    holder.lose(name);
                });
                endAll(name, time, new HashSet<>());
            }
        }
    }

    private boolean isPart(String unit, Set<String> named) {
        Set<String> held = new HashSet<>(unit(unit).lots.keySet());
        Set<String> seen = new HashSet<>(Set.of(unit));
        for (String nested : unit(unit).unitsPutIn.keySet()) collect(nested, held, seen);
        return held.stream().anyMatch(named::contains);
    }

    private void endAll(String name, Instant time, Set<String> seen) {
        if (!seen.add(name)) return;
        unit(name).ends.add(Map.of());
        for (String nested : Set.copyOf(unit(name).unitsPutIn.keySet())) {
            unit(nested).endedInside.put(name, time);
            endAll(nested, time, seen);
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
