package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Units that end, because they are used, sold or destroyed. A unit that ends leaves the unit that holds it. What is in it,
 * through any nesting, goes as soon as something else is put in, or a transformation makes the unit: it is then used again.
 */
final class UnitEnds {
    private final NestedUnits units;
    /** Every unit that ever held a unit. */
    private final Map<String, Set<String>> holders = new HashMap<>();
    /** What the event in turn names beside the unit that it ends. */
    private final List<Child> endedParts = new ArrayList<>();

    UnitEnds(NestedUnits units) {
        this.units = units;
    }

    void isPutInto(String holder, String unit) {
        holders.computeIfAbsent(unit, u -> new LinkedHashSet<>()).add(holder);
        if (!units.latestIn(holder).hasEnded()) units.of(unit).endedWith().remove(holder);
    }

    /** The event that ends a unit next names this beside it. */
    void namePart(Child part) {
        endedParts.add(part);
    }

    /** The unit ends; a part of it only, if the event names a lot that is in it. */
    void end(String unit, EventMoment moment) {
        List<Child> parts = List.copyOf(endedParts);
        endedParts.clear();
        Set<LotKey> named =
                parts.stream().flatMap(part -> Stream.ofNullable(part.lot())).collect(Collectors.toSet());
        if (!named.isEmpty() && units.holdsOneOf(named, unit)) {
            named.forEach(lot -> endInside(lot, unit, moment, parts));
            units.of(unit).end(moment, parts);
            return;
        }
        Set<String> around = holders.getOrDefault(unit, new HashSet<>());
        Map<String, Set<String>> listed = new LinkedHashMap<>(); // before any leaves: units may contain each other
        for (String holder : around) listed.put(holder, units.listedWith(unit, units.latestIn(holder)));
        listed.forEach((holder, nested) -> {
            leave(unit, holder, moment);
            nested.forEach(one -> leave(one, holder, moment));
        });
        around.removeIf(holder -> !units.latestIn(holder).units().contains(unit));
        endAll(unit, moment, new HashSet<>());
    }

    /** A part of a lot that is in one unit inside goes from there. */
    private void endInside(LotKey lot, String unit, EventMoment moment, List<Child> parts) {
        if (units.latestIn(unit).lots().holds(lot)) return;
        List<String> holding = units.unitsNowIn(unit).stream()
                .filter(nested -> units.isOf(lot, nested))
                .toList();
        if (holding.size() != 1) return;
        List<Child> ofLot =
                parts.stream().filter(part -> lot.equals(part.lot())).toList();
        units.of(holding.get(0)).endPart(moment, ofLot);
    }

    private void endAll(String unit, EventMoment moment, Set<String> visited) {
        if (!visited.add(unit)) return;
        UnitHistory history = units.of(unit);
        history.end(moment, List.of());
        for (String nested : List.copyOf(history.latest().units())) {
            units.of(nested).endedWith().put(unit, moment);
            endAll(nested, moment, visited);
        }
    }

    /** A unit that held something else may have been put in after it ended, and was packed again. */
    private void leave(String unit, String holder, EventMoment moment) {
        UnitContents held = units.latestIn(holder);
        if (!held.units().contains(unit)) {
            units.of(holder).wouldLeave(unit, moment);
            return;
        }
        boolean mayBePutInLater =
                !held.holdsSinceBefore(unit, moment) && units.of(unit).heldOtherwise(moment);
        if (!mayBePutInLater) units.of(holder).leave(unit, moment);
    }

    /** Something is put into the unit: what ended in it is gone, and it is no longer in what ended with it. */
    void useAgain(String unit, EventMoment moment) {
        leaveWhatEnded(unit, moment);
        units.of(unit).begin(moment);
    }

    /** A transformation makes the unit: what may have ended later that day is found there still. */
    void makeAnew(String unit, EventMoment moment) {
        Map<String, EventMoment> endedWith = units.of(unit).endedWith();
        Map<String, EventMoment> before = new LinkedHashMap<>(endedWith);
        before.values().removeIf(ended -> ended.isOfOneDayWith(moment));
        leaveWhatEnded(unit, before, moment);
        endedWith.keySet().removeAll(before.keySet());
        units.of(unit).makeAnew(moment);
    }

    void leaveWhatEnded(String unit, EventMoment moment) {
        Map<String, EventMoment> endedWith = units.of(unit).endedWith();
        leaveWhatEnded(unit, endedWith, moment);
        endedWith.clear();
    }

    private void leaveWhatEnded(String unit, Map<String, EventMoment> endedWith, EventMoment moment) {
        endedWith.forEach((outer, ended) -> {
            if (ended.time().isBefore(moment.time())) leave(unit, outer, moment);
        });
    }
}
