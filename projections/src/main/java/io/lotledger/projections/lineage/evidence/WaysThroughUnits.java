package io.lotledger.projections.lineage.evidence;

import io.lotledger.projections.lineage.units.EventMoment;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Units without a lot that were made of lots, and which transformations used them, possibly for further such units. */
final class WaysThroughUnits {
    private final Set<UnitWithoutLot> units = new LinkedHashSet<>();
    private final Map<String, List<Use>> uses = new HashMap<>();

    /** A transformation uses a unit, or one that may hold it. */
    record Use(String transformation, String unit, String holder, EventMoment moment) {
        boolean isOfHolder() {
            return !holder.equals(unit);
        }
    }

    void add(Collection<UnitWithoutLot> made, Collection<Use> used) {
        units.addAll(made);
        used.forEach(use -> uses.computeIfAbsent(use.transformation(), t -> new ArrayList<>())
                .add(use));
    }

    List<UnitWithoutLot> units() {
        return List.copyOf(units);
    }

    Set<String> transformations() {
        return uses.keySet();
    }

    /** The units that one of these transformations used, directly or for further units. */
    Set<UnitWithoutLot> leadingTo(Collection<String> transformations) {
        Map<String, List<UnitWithoutLot>> byName = units.stream().collect(Collectors.groupingBy(UnitWithoutLot::unit));
        Set<UnitWithoutLot> leading = new LinkedHashSet<>();
        Set<String> seen = new HashSet<>(transformations);
        Deque<String> open = new ArrayDeque<>(seen);
        while (!open.isEmpty()) {
            for (Use use : uses.getOrDefault(open.remove(), List.of())) {
                for (UnitWithoutLot unit : byName.getOrDefault(use.unit(), List.of())) {
                    if (unit.mayBeUsedAt(use.moment()) && leading.add(unit) && seen.add(unit.transformation()))
                        open.add(unit.transformation());
                }
            }
        }
        return leading;
    }
}
