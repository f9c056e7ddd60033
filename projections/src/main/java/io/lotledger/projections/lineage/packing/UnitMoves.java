package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Units that are put into another unit and so leave the one that held them, although no event takes them out: a case is
 * on one pallet. It stays in a holder that is itself in the other unit, through any nesting: a truck is often told of
 * with its pallets and their cases.
 *
 * <p>Packings of one instant contradict each other and take nothing out. So do packings of one day of which one is known
 * only by its date. A holder whose whole contents move into one unit
 * at once may have moved with them: they go when it is packed again.
 */
final class UnitMoves {
    /** For each unit, those that it was put into and not taken out of. */
    private final Map<String, Set<String>> outer = new HashMap<>();

    private final List<Fact> instant = new ArrayList<>();
    private Instant time = Instant.MIN;

    /** Whether the fact is a packing of the instant in turn: moves follow all of them, and precede what is taken out. */
    boolean isBeforeTheMoves(Fact fact) {
        return instant.isEmpty() || (fact.time().equals(time) && fact.packing().putsIn());
    }

    void follow(Fact fact) {
        Packing packing = fact.packing();
        Child child = packing.child();
        if (child == null || child.unit() == null) return;
        if (packing.putsIn()) {
            time = fact.time();
            instant.add(fact);
            outer.computeIfAbsent(child.unit(), u -> new LinkedHashSet<>()).add(packing.parent());
        } else {
            outer.getOrDefault(child.unit(), new HashSet<>()).remove(packing.parent());
        }
    }

    /**
     * Units that leave their holder, and the moment of the packing that takes each.
     *
     * @param together whether all of them were put into the same unit
     */
    record Leaving(Map<String, EventMoment> units, boolean together) {}

    /** Whether a unit is in a holder since before another packing, and was not put in at some time of its day. */
    interface Holding {
        boolean isBefore(String unit, String holder, EventMoment packing);
    }

    /**
     * The units that leave each holder at the instant, which is then over.
     *
     * @param holders the units that a unit may be in
     */
    Map<String, Leaving> of(Function<String, Set<String>> holders, Holding holding) {
        Map<String, Map<String, EventMoment>> leaving = new LinkedHashMap<>();
        Map<String, Set<String>> parents = new HashMap<>();
        for (Fact fact : instant) {
            Packing packing = fact.packing();
            Child child = packing.child();
            String unit = child == null ? null : child.unit();
            if (unit == null) continue;
            parents.computeIfAbsent(unit, u -> new HashSet<>()).add(packing.parent());
            for (String holder : holders.apply(unit)) {
                if (!holder.equals(packing.parent())
                        && holding.isBefore(unit, holder, fact.moment())
                        && !isInside(holder, packing.parent(), new HashSet<>()))
                    leaving.computeIfAbsent(holder, h -> new LinkedHashMap<>())
                            .merge(unit, fact.moment(), UnitMoves::lessKnown);
            }
        }
        instant.clear();
        Map<String, Leaving> moves = new LinkedHashMap<>();
        leaving.forEach((holder, units) -> moves.put(holder, new Leaving(units, isOneMove(units.keySet(), parents))));
        return moves;
    }

    static EventMoment lessKnown(EventMoment one, EventMoment other) {
        return other.byDate() && !one.byDate() ? other : one;
    }

    /** Cases are in the pallets of a truck that lists pallets and cases: these decide whether they went together. */
    private boolean isOneMove(Set<String> units, Map<String, Set<String>> parents) {
        Set<String> common = new HashSet<>();
        parents.values().forEach(common::addAll);
        for (String unit : units) {
            Set<String> of = parents.getOrDefault(unit, Set.of());
            common.removeIf(parent -> !of.contains(parent)
                    || of.stream()
                            .anyMatch(other -> !other.equals(parent) && isInside(other, parent, new HashSet<>())));
        }
        return !common.isEmpty();
    }

    private boolean isInside(String unit, String other, Set<String> visited) {
        if (!visited.add(unit)) return false;
        Set<String> around = outer.getOrDefault(unit, Set.of());
        return around.contains(other) || around.stream().anyMatch(next -> isInside(next, other, visited));
    }
}
