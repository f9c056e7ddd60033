package io.lotledger.api.lots;

import io.lotledger.api.lots.UnitByHand.End;
import io.lotledger.api.lots.UnitByHand.Going;
import io.lotledger.api.lots.UnitByHand.Load;
import io.lotledger.api.lots.UnitByHand.Since;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is unpacked, used or packed elsewhere, found by following every event from the first on. */
final class GoneByHand {
    private final UnitsByHand all;

    GoneByHand(UnitsByHand all) {
        this.all = all;
    }

    void unpack(AggregationEvent event) {
        String parent = Happening.parent(event);
        if (event.childEPCs().isEmpty() && event.childQuantityList().isEmpty())
            all.goOut(parent, event, u -> unpackAll(event));
        if (event.childEPCs().isEmpty() && event.childQuantityList().isEmpty())
            all.unit(parent).story.add(new Going(event, event.eventTime(), Map.of(), false, false));
        Set<String> takenOff = new HashSet<>();
        for (String child : event.childEPCs()) {
            UnitByHand unit = all.unit(parent);
            if (unit.unitsPutIn.containsKey(LinksByHand.name(child))) takenOff.add(LinksByHand.name(child));
            Set<String> off = onItAndOn(LinksByHand.name(child), unit);
            off.add(LinksByHand.name(child));
            takeAll(event, off);
            all.loads.remove(List.of(LinksByHand.name(child), parent));
        }
        all.looseCases(event, takenOff).forEach((lot, cases) -> {
            Map<String, Optional<BigDecimal>> named = Map.of(lot, Optional.of(cases));
            if (cases.signum() > 0) all.goOut(parent, new Going(event, event.eventTime(), named, false, false));
        });
        Set<String> wholly = new HashSet<>();
        for (QuantityElement child : event.childQuantityList())
            if (child.quantity() == null) wholly.add(child.epcClass());
        for (String lot : wholly) takeAll(event, Set.of(lot));
    }

    private void unpackAll(AggregationEvent event) {
        UnitByHand unit = all.unit(Happening.parent(event));
        boolean isEmptiedAgain =
                unit.emptied != null && unit.emptied.eventTime().equals(event.eventTime());
        boolean mayBePackedLater =
                isEmptiedAgain || all.holdsOtherwise(Happening.parent(event), event, 7, Happening.parent(event));
        List<Load> staying = mayBePackedLater ? all.loadsThatDay(Happening.parent(event), event) : List.of();
        unit.empty();
        unit.stay(staying);
        unit.loads.clear();
        unit.loads.addAll(staying);
        unit.emptied = event;
    }

    private void takeAll(AggregationEvent event, Set<String> some) {
        Map<String, Optional<BigDecimal>> named = new TreeMap<>();
        some.forEach(one -> named.put(one, Optional.empty()));
        all.unit(Happening.parent(event)).story.add(new Going(event, event.eventTime(), named, false, false));
        Set<String> otherwise = all.heldOtherwise(Happening.parent(event), event, 7, Happening.parent(event));
        List<Load> staying = all.loadsThatDay(Happening.parent(event), event).stream()
                .filter(load -> some.contains(load.what()) && otherwise.contains(load.what()))
                .toList();
        all.goOut(Happening.parent(event), event, unit -> {
            unit.lots.keySet().removeAll(some);
            unit.unitsPutIn.keySet().removeAll(some);
            unit.gone.removeAll(some);
            unit.forgetPackingsOfWhatWentOut();
            unit.stay(staying);
        });
    }

    void missWhatIsNotListed(AggregationEvent event) {
        if (!event.childEPCs().stream().allMatch(child -> isKnown(LinksByHand.name(child), new HashSet<>()))) return;
        all.goOut(Happening.parent(event), event, unit -> {
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
        if (all.unit(unit).everHeldLots || !all.lotsOfSerial.apply(unit).isEmpty()) return true;
        return all.unit(unit).everInside.stream().anyMatch(nested -> isKnown(nested, seen));
    }

    void end(String name, boolean isAlone, EpcisEvent event) {
        Map<String, BigDecimal> parts = new HashMap<>();
        List<QuantityElement> named = event instanceof TransformationEvent t
                ? t.inputQuantityList()
                : event instanceof ObjectEvent o ? o.quantityList() : List.of();
        named.forEach(part -> parts.merge(
                part.epcClass(), isAlone ? Objects.requireNonNull(part.quantity()) : BigDecimal.ZERO, BigDecimal::add));
        if (isPart(name, parts.keySet())) {
            Set<String> toldHere = Set.copyOf(all.unit(name).lots.keySet());
            parts.forEach((lot, part) -> {
                if (!toldHere.contains(lot)) useInside(name, lot, part, event);
            });
            finish(name, parts, event, name);
            return;
        }
        Map<String, Set<String>> going = new TreeMap<>();
        all.units.forEach((holder, unit) -> {
            if (unit.unitsPutIn.containsKey(name)) going.put(holder, onItAndOn(name, unit));
        });
        going.forEach((holder, listed) -> {
            leave(name, holder, event, 0, name);
            listed.forEach(one -> leave(one, holder, event, 0, name));
        });
        endAll(name, name, event, new HashSet<>());
    }

    /** A unit that was packed again, and may have been put into its holder, later that day, stays there. */
    void leave(String name, String holder, EpcisEvent event, int rank, String about) {
        if (!all.unit(holder).unitsPutIn.containsKey(name)) return;
        boolean stays =
                !all.unit(holder).isInsideSinceBefore(name, event) && all.holdsOtherwise(name, event, rank, about);
        if (!stays) lose(holder, name, event);
    }

    private void finish(String name, Map<String, BigDecimal> parts, EpcisEvent event, String about) {
        UnitByHand unit = all.unit(name);
        UnitByHand before = unit.copy();
        List<Load> staying = !all.holdsOtherwise(name, event, 0, about)
                ? List.of()
                : all.loadsThatDay(name, event).stream()
                        .filter(load -> !parts.containsKey(load.what()))
                        .toList();
        Map<String, BigDecimal> toGo = new HashMap<>(parts);
        toGo.replaceAll((lot, part) -> useSome(unit, lot, part) ? BigDecimal.ZERO : part);
        unit.ends.add(new End(event, toGo, staying));
        Map<String, Optional<BigDecimal>> named = new TreeMap<>();
        parts.forEach((lot, part) -> named.put(lot, Optional.of(part)));
        unit.story.add(new Going(event, event.eventTime(), named, false, true));
        all.note(name, before, unit.contentsWithoutWhatEnded(), event);
    }

    /** Who uses four of ten leaves six; who uses ten of ten may use the pallet again. */
    private static boolean useSome(UnitByHand unit, String lot, BigDecimal part) {
        BigDecimal held = unit.lots.get(lot);
        boolean isLess = held != null && part.compareTo(held) < 0;
        if (isLess) UnitByHand.take(unit, lot, part);
        return isLess;
    }

    /** Some of the cases on a pallet, if only one thing on it has any. */
    private void useInside(String pallet, String lot, BigDecimal part, EpcisEvent event) {
        Set<String> onPallet = new HashSet<>();
        all.addNested(all.unit(pallet), onPallet);
        onPallet.removeIf(name -> !all.unit(name).lots.containsKey(lot)
                && !all.lotsOfSerial.apply(name).contains(lot));
        if (onPallet.size() != 1) return;
        String only = onPallet.iterator().next();
        useSome(all.unit(only), lot, part);
        Map<String, Optional<BigDecimal>> named = Map.of(lot, Optional.of(part));
        all.unit(only).story.add(new Going(event, event.eventTime(), named, false, true));
    }

    private boolean isPart(String unit, Set<String> named) {
        Set<String> held = new HashSet<>(all.unit(unit).lots.keySet());
        Set<String> seen = new HashSet<>(Set.of(unit));
        for (String nested : all.unit(unit).unitsPutIn.keySet()) all.collect(nested, held, seen);
        return held.stream().anyMatch(named::contains);
    }

    private void endAll(String name, String about, EpcisEvent event, Set<String> seen) {
        if (!seen.add(name)) return;
        finish(name, Map.of(), event, about);
        for (String nested : Set.copyOf(all.unit(name).unitsPutIn.keySet())) {
            all.unit(nested).endedInside.put(name, event);
            endAll(nested, about, event, seen);
        }
    }

    /** What had certainly ended in the unit is gone, and it is not in what ended with it. */
    void makeAnew(String name, EpcisEvent event) {
        if (all.gaps.untold().contains(UnitsByHand.making(event, name))) return;
        UnitByHand unit = all.unit(name);
        Map<String, EpcisEvent> before = new TreeMap<>(unit.endedInside);
        before.values().removeIf(ended -> CivilDates.isOneDay(ended, event));
        before.forEach((outer, ended) -> all.leaveWhatEnded(name, outer, ended, event, 1));
        unit.endedInside.keySet().removeAll(before.keySet());
        if (unit.ends.stream().anyMatch(end -> end.isBefore(event)))
            all.goOut(name, event, one -> one.removeWhatEnded(end -> end.isBefore(event)));
        unit.forgetPackingsOfWhatWentOut();
    }

    /** A unit is in one holder, unless that has gone along; one that lost all to one other at once may have. */
    void moveWhatIsElsewhere() {
        List<AggregationEvent> packed = List.copyOf(all.packedAtOnce);
        Map<String, Map<String, EpcisEvent>> leaving = new HashMap<>();
        for (AggregationEvent event : all.packedAtOnce) {
            for (String child : event.childEPCs()) {
                String name = LinksByHand.name(child);
                all.units.forEach((holder, unit) -> {
                    if (unit.isInsideSinceBefore(name, event)
                            && !holder.equals(Happening.parent(event))
                            && !everythingAround(holder).contains(Happening.parent(event)))
                        leaving.computeIfAbsent(holder, h -> new TreeMap<>()).merge(name, event, CivilDates::dateOr);
                });
            }
        }
        all.packedAtOnce.clear();
        List<Runnable> moves = new ArrayList<>();
        leaving.forEach((holder, names) -> {
            UnitByHand unit = all.unit(holder);
            Map<String, EpcisEvent> going = new TreeMap<>(names);
            names.forEach(
                    (name, event) -> onItAndOn(name, unit).forEach(one -> going.merge(one, event, CivilDates::dateOr)));
            boolean isAll =
                    unit.lots.isEmpty() && unit.gone.isEmpty() && going.keySet().equals(unit.unitsPutIn.keySet());
            boolean isOneMove = isAll
                    && packed.stream()
                            .anyMatch(event -> names.keySet().stream().allMatch(n -> isRightIn(n, event, packed)));
            EpcisEvent event =
                    going.values().stream().reduce(CivilDates::dateOr).orElseThrow();
            if (isOneMove) moves.add(() -> finish(holder, Map.of(), event, holder));
            else moves.add(() -> going.forEach((name, one) -> lose(holder, name, one)));
        });
        moves.forEach(Runnable::run);
    }

    private void lose(String holder, String name, EpcisEvent event) {
        all.goOut(holder, new Going(event, event.eventTime(), Map.of(name, Optional.empty()), true, false));
    }

    /** Whether it was packed into the event's parent, and into no other unit that is in this one. */
    private boolean isRightIn(String name, AggregationEvent event, List<AggregationEvent> packed) {
        Set<String> parents = new HashSet<>();
        for (AggregationEvent other : packed) {
            if (other.childEPCs().stream().map(LinksByHand::name).anyMatch(name::equals))
                parents.add(Happening.parent(other));
        }
        return parents.remove(Happening.parent(event))
                && parents.stream().noneMatch(other -> everythingAround(other).contains(Happening.parent(event)));
    }

    /** What is on a pallet and also on the truck by its own name, from the moment of the pallet on. */
    Set<String> onItAndOn(String pallet, UnitByHand truck) {
        Set<String> onPallet = new HashSet<>();
        List<String> open = new ArrayList<>(List.of(pallet));
        while (!open.isEmpty()) {
            for (String nested : all.unit(open.remove(0)).unitsPutIn.keySet())
                if (onPallet.add(nested)) open.add(nested);
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
            for (List<String> load : all.loads) {
                boolean isAround = load.get(0).equals(name) || around.contains(load.get(0));
                if (isAround && around.add(load.get(1))) grows = true;
            }
        }
        return around;
    }
}
