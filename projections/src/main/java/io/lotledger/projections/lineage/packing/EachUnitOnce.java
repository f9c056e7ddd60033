package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The contents of several units at one moment, in which every unit counts once, in however many units it is. A stated
 * amount that includes what is in a unit includes it wherever that unit is found.
 */
final class EachUnitOnce {
    private final PackingFacts facts;
    /** What is right in each unit. */
    private final Map<String, UnitContents> contents = new HashMap<>();

    private final Map<String, List<Inclusion>> inclusions = new HashMap<>();
    /** The first of the units in which each counts. */
    private final Map<String, String> counted = new HashMap<>();

    private final Set<String> shared = new HashSet<>();

    /** The holder's amounts of some lots include what is in the unit. */
    private record Inclusion(UnitContents holder, String unit) {
        boolean isOf(LotKey lot) {
            return holder.includes(lot, unit);
        }
    }

    /** @param contentsOf what is right in a unit; {@code null} if nobody packed it */
    EachUnitOnce(Collection<String> units, PackingFacts facts, Function<String, @Nullable UnitContents> contentsOf) {
        this.facts = facts;
        Deque<String> open = new ArrayDeque<>(units);
        Set<String> seen = new HashSet<>(units);
        while (!open.isEmpty()) {
            String unit = open.remove();
            UnitContents held = contentsOf.apply(unit);
            if (held == null) continue;
            contents.put(unit, held);
            held.units().stream().filter(seen::add).forEach(open::add);
        }
        contents.forEach((holder, held) -> held.unitsIncluded().forEach(unit -> include(holder, held, unit)));
    }

    private void include(String holder, UnitContents held, String unit) {
        Set<String> inside = inside(unit);
        if (inside.contains(holder)) return; // units may contain each other: one of them counts
        for (String one : inside)
            inclusions.computeIfAbsent(one, o -> new ArrayList<>()).add(new Inclusion(held, unit));
    }

    /** The unit, and those in it. */
    private Set<String> inside(String unit) {
        Set<String> inside = new HashSet<>(Set.of(unit));
        Deque<String> open = new ArrayDeque<>(inside);
        while (!open.isEmpty()) {
            UnitContents held = contents.get(open.remove());
            if (held != null) held.units().stream().filter(inside::add).forEach(open::add);
        }
        return inside;
    }

    /** Adds what is in the unit, through any nesting, and did not count yet. */
    void addTo(UnitContents sum, String unit) {
        add(unit, unit, lot -> true, sum);
    }

    /** Whether something in the unit counts in one that was added before. */
    boolean isShared(String unit) {
        return shared.contains(unit);
    }

    /** @param isCounted whether no outer unit's stated amount includes what is in here of a lot */
    private void add(String unit, String outermost, Predicate<LotKey> isCounted, UnitContents sum) {
        String first = counted.putIfAbsent(unit, outermost);
        if (first != null && !first.equals(outermost)) shared.add(outermost);
        if (first != null) return;
        List<Inclusion> included = inclusions.getOrDefault(unit, List.of());
        Predicate<LotKey> isOwn = included.isEmpty()
                ? isCounted
                : isCounted.and(lot -> included.stream().noneMatch(inclusion -> inclusion.isOf(lot)));
        facts.lotsOfSerial(unit).stream().filter(isOwn).forEach(sum::putOne);
        UnitContents held = contents.get(unit);
        if (held == null) return;
        sum.putAll(held, isOwn);
        for (String child : held.units()) add(child, outermost, isOwn.and(lot -> !held.includes(lot, child)), sum);
    }
}
