package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.units.EventMoment;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The histories of all units, and what is in units through any nesting. Units may contain each other. */
final class NestedUnits {
    private final Map<String, UnitHistory> histories = new HashMap<>();
    private final PackingFacts facts;

    NestedUnits(PackingFacts facts) {
        this.facts = facts;
    }

    /** The history of a unit, which begins if it has none. */
    UnitHistory of(String unit) {
        return histories.computeIfAbsent(unit, UnitHistory::new);
    }

    /** What is right in a unit now, as a view. */
    UnitContents latestIn(String unit) {
        return of(unit).latest();
    }

    @Nullable
    UnitHistory find(String unit) {
        return histories.get(unit);
    }

    /** The units in a unit now, through any nesting. */
    Set<String> unitsNowIn(String unit) {
        Set<String> nested = new LinkedHashSet<>();
        addNested(unit, UnitHistory::latest, inner -> true, nested, new HashSet<>());
        return nested;
    }

    /** The units in some units at a time, through any nesting. */
    Set<String> unitsIn(Collection<String> units, Instant time) {
        Set<String> nested = new HashSet<>();
        units.forEach(one -> addNested(one, history -> history.at(time), inner -> true, nested, new HashSet<>()));
        return nested;
    }

    /** The units in some units for an event of a moment, through any nesting. */
    Set<String> unitsIn(Collection<String> units, EventMoment moment) {
        Set<String> nested = new LinkedHashSet<>();
        units.forEach(one -> addNested(one, history -> history.at(moment), inner -> true, nested, new HashSet<>()));
        return nested;
    }

    /** What is in a unit and was put into its holder by name beside it: a truck may list pallets and their cases. */
    Set<String> listedWith(String unit, UnitContents holder) {
        Set<String> listed = new LinkedHashSet<>();
        if (holder.units().contains(unit))
            addNested(
                    unit,
                    UnitHistory::latest,
                    nested -> holder.areListedTogether(unit, nested),
                    listed,
                    new HashSet<>());
        return listed;
    }

    private void addNested(
            String unit,
            Function<UnitHistory, UnitContents> moment,
            Predicate<String> isAdded,
            Set<String> all,
            Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (history == null || !visited.add(unit)) return;
        for (String nested : moment.apply(history).units()) {
            if (isAdded.test(nested)) all.add(nested);
            addNested(nested, moment, isAdded, all, visited);
        }
    }

    /** Whether anybody told what the unit ever held. */
    boolean isKnown(String unit) {
        return isKnown(unit, new HashSet<>());
    }

    private boolean isKnown(String unit, Set<String> visited) {
        if (!visited.add(unit)) return false;
        if (!facts.lotsOfSerial(unit).isEmpty()) return true;
        UnitHistory history = histories.get(unit);
        return history != null
                && (history.hadLots() || history.hadUnits().stream().anyMatch(nested -> isKnown(nested, visited)));
    }

    /** Whether the unit now holds one of the lots. */
    boolean holdsOneOf(Set<LotKey> lots, String unit) {
        return holdsOneOf(lots, unit, new HashSet<>());
    }

    private boolean holdsOneOf(Set<LotKey> lots, String unit, Set<String> visited) {
        UnitHistory history = histories.get(unit);
        if (!visited.add(unit) || history == null) return false;
        return history.latest().lots().holdsOneOf(lots)
                || history.latest().units().stream()
                        .anyMatch(nested -> facts.lotsOfSerial(nested).stream().anyMatch(lots::contains)
                                || holdsOneOf(lots, nested, visited));
    }

    /** Whether the unit is a serial of the lot, or right now holds some of it that is in no unit in it. */
    boolean isOf(LotKey lot, String unit) {
        return facts.lotsOfSerial(unit).contains(lot) || latestIn(unit).lots().holds(lot);
    }

    /** The lots in several units together now; a unit inside another of them counts once. */
    UnitContents latest(Collection<String> units) {
        return sum(units, UnitHistory::latest);
    }

    UnitContents at(Collection<String> units, Instant time) {
        return sum(units, history -> history.at(time));
    }

    /** @param made those of them that a transformation of the moment makes, and does not use */
    UnitContents at(Collection<String> units, Set<String> made, EventMoment moment) {
        return sum(units, once(units, made, moment));
    }

    /** What each of several units holds; what is in two of them counts in the first by name, and is 0 in the others. */
    Map<String, UnitContents> each(Collection<String> units, Set<String> made, EventMoment moment) {
        EachUnitOnce once = once(units, made, moment);
        Map<String, UnitContents> contents = new LinkedHashMap<>();
        for (String unit : new TreeSet<>(units)) {
            UnitContents held = new UnitContents();
            once.addTo(held, unit);
            if (once.isShared(unit))
                held.lots().putNoneOf(at(Set.of(unit), made, moment).lots());
            contents.put(unit, held);
        }
        return contents;
    }

    private UnitContents sum(Collection<String> units, Function<UnitHistory, UnitContents> moment) {
        return sum(units, once(units, (unit, history) -> moment.apply(history)));
    }

    private static UnitContents sum(Collection<String> units, EachUnitOnce once) {
        UnitContents sum = new UnitContents();
        for (String unit : new TreeSet<>(units)) once.addTo(sum, unit);
        return sum;
    }

    private EachUnitOnce once(Collection<String> units, Set<String> made, EventMoment moment) {
        return once(units, (unit, history) -> made.contains(unit) ? history.madeAt(moment) : history.at(moment));
    }

    private EachUnitOnce once(Collection<String> units, BiFunction<String, UnitHistory, UnitContents> moment) {
        return new EachUnitOnce(units, facts, unit -> {
            UnitHistory history = histories.get(unit);
            return history == null ? null : moment.apply(unit, history);
        });
    }
}
