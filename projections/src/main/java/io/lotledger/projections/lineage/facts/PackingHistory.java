package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.PackingFacts.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Contents of units over time, derived from packing facts. ADD adds and sums, but an ADD that ships or receives the unit
 * states the amount of the lots that it lists; DELETE removes; DELETE without children empties that unit and leaves
 * nested units unchanged. A serial of a known lot holds one of that lot.
 */
public final class PackingHistory implements ContainerContents {
    private static final Comparator<Content> BY_LOT_AND_UNIT_OF_MEASURE = Comparator.comparing(
                    (Content content) -> content.lot().uri())
            .thenComparing(content -> content.uom() == null ? "" : content.uom());

    private final Map<String, UnitHistory> histories = new HashMap<>();
    private final PackingFacts facts;

    /** @param facts the facts in force */
    public PackingHistory(PackingFacts facts) {
        this.facts = facts;
        for (Fact fact : facts.inOrder()) {
            histories
                    .computeIfAbsent(fact.packing().parent(), p -> new UnitHistory())
                    .add(fact);
        }
    }

    @Override
    public List<Content> at(String unit, Instant time) {
        return at(Set.of(LogisticUnit.name(unit)), time);
    }

    /** The contents of several units together, by name; a unit inside another of them counts once. */
    List<Content> at(Collection<String> units, Instant time) {
        UnitContents sum = new UnitContents();
        Set<String> visited = new HashSet<>();
        for (String unit : units) collect(unit, PackingFacts.precise(time), lot -> true, sum, visited);
        return sum.contents().stream().sorted(BY_LOT_AND_UNIT_OF_MEASURE).toList();
    }

    /** @param isCounted whether no outer unit's stated amount includes what is in here of a lot */
    private void collect(
            String unit, Instant time, Predicate<LotKey> isCounted, UnitContents sum, Set<String> visited) {
        if (!visited.add(unit)) return; // stops at units that contain each other, and counts each unit once
        facts.lotsOfSerial(unit).stream().filter(isCounted).forEach(sum::putOne);
        UnitHistory history = histories.get(unit);
        if (history == null) return;
        UnitContents held = history.at(time);
        sum.putAll(held, isCounted);
        for (String child : held.units()) {
            collect(child, time, isCounted.and(lot -> !held.includes(lot, child)), sum, visited);
        }
    }

    /**
     * One unit's packings in order, and the steps after which it was empty. A reused unit thus costs no more than a new
     * one.
     */
    private static final class UnitHistory {
        private final List<Fact> steps = new ArrayList<>();
        private final List<Integer> emptyBefore = new ArrayList<>(List.of(0));
        private final UnitContents latest = new UnitContents();

        void add(Fact fact) {
            steps.add(fact);
            apply(fact, latest);
            if (latest.isEmpty()) emptyBefore.add(steps.size());
        }

        UnitContents at(Instant time) {
            int end = effectiveAt(time);
            int low = 0;
            int high = emptyBefore.size() - 1;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (emptyBefore.get(middle) <= end) low = middle;
                else high = middle - 1;
            }
            UnitContents held = new UnitContents();
            for (Fact step : steps.subList(emptyBefore.get(low), end)) apply(step, held);
            return held;
        }

        /** Number of steps in effect: at the same instant an ADD already applies, a DELETE does not yet. */
        private int effectiveAt(Instant time) {
            int low = 0;
            int high = steps.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                Fact step = steps.get(middle);
                int order = step.time().compareTo(time);
                if (order < 0 || (order == 0 && step.packing().action() == Action.ADD)) low = middle + 1;
                else high = middle;
            }
            return low;
        }

        private static void apply(Fact fact, UnitContents held) {
            Child child = fact.packing().child();
            if (child == null) held.clear();
            else if (fact.packing().action() == Action.DELETE) held.take(child);
            else if (fact.packing().sets()) held.state(child, fact.eventId());
            else held.put(child);
        }
    }
}
