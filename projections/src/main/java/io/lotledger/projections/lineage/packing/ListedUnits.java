package io.lotledger.projections.lineage.packing;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.PackingFacts.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The units that each event of an instant puts into a unit or takes out of it, and the lots that it lists beside them; and
 * what an event lists that says what is inside, and so puts in only what was not.
 */
final class ListedUnits {
    private final Function<Collection<String>, UnitContents> contentsOf;
    private final Function<String, Set<String>> unitsIn;
    private final Function<String, UnitContents> rightIn;
    private final Map<Listing, UnitContents> lots = new HashMap<>();
    private final Set<Listing> complete = new HashSet<>();
    /** The units that events list that say what is inside. */
    private final Map<Listing, Set<String>> stated = new HashMap<>();

    private Instant time = Instant.MIN;
    private final Map<Listing, Set<String>> units = new HashMap<>();
    private final Map<Listing, UnitContents> contents = new HashMap<>();
    private final Map<Listing, Set<String>> unitsBefore = new HashMap<>();
    private final Map<Listing, UnitContents> contentsBefore = new HashMap<>();
    private final Map<Listing, Set<String>> unitsInStated = new HashMap<>();
    private final Map<Listing, RightInside> rightBefore = new HashMap<>();
    /** The lots that events list as they were in the unit, beside exactly the units in it. */
    private final Map<Listing, Set<LotKey>> repeated = new HashMap<>();

    private record RightInside(Set<String> units, LotAmounts loose) {}

    /**
     * @param contentsOf what units hold together now
     * @param unitsIn the units in a unit now, through any nesting
     * @param rightIn what is right in a unit now
     */
    ListedUnits(
            List<Fact> facts,
            Function<Collection<String>, UnitContents> contentsOf,
            Function<String, Set<String>> unitsIn,
            Function<String, UnitContents> rightIn) {
        this.contentsOf = contentsOf;
        this.unitsIn = unitsIn;
        this.rightIn = rightIn;
        Set<Listing> withUnits = new HashSet<>();
        for (Fact fact : facts) {
            Child child = fact.packing().child();
            if (child != null && child.unit() != null) {
                withUnits.add(Listing.of(fact));
                if (fact.packing().sets())
                    stated.computeIfAbsent(Listing.of(fact), l -> new LinkedHashSet<>())
                            .add(child.unit());
            }
            if (fact.packing().excludesOthers()) complete.add(Listing.of(fact));
        }
        for (Fact fact : facts) {
            Child child = fact.packing().child();
            boolean isCompared = fact.packing().sets() || withUnits.contains(Listing.of(fact));
            if (child != null && child.lot() != null && isCompared)
                lots.computeIfAbsent(Listing.of(fact), l -> new UnitContents()).put(child, fact.moment());
        }
    }

    /** The fact is next in order, and its child is this unit. */
    void add(Fact fact, String unit) {
        turnTo(fact.time());
        units.computeIfAbsent(Listing.of(fact), l -> new LinkedHashSet<>()).add(unit);
    }

    /** The units that the event of the fact lists. */
    Set<String> of(Fact fact) {
        turnTo(fact.time());
        return units.getOrDefault(Listing.of(fact), Set.of());
    }

    /** Whether what the event lists of the fact's lot, in its unit of measure, is what is in these units. */
    boolean hold(Fact fact) {
        Child child = fact.packing().child();
        LotKey lot = child == null ? null : child.lot();
        UnitContents listed = lots.get(Listing.of(fact));
        return child != null
                && lot != null
                && listed != null
                && listed.lots().isAmountIn(contents(fact).lots(), lot, child.uom());
    }

    /** Whether the event receives the unit, and lists all that is in it. */
    boolean isReceipt(Fact fact) {
        return complete.contains(Listing.of(fact));
    }

    /**
     * Whether the unit was inside before the event that says so, or what the event lists of the lot is what is inside with
     * the units that it lists.
     */
    boolean isInside(Fact fact) {
        Child child = fact.packing().child();
        return (child != null && child.unit() != null)
                ? wasInside(fact)
                : repeats(fact) || isAmountIn(fact, contentsBefore(fact));
    }

    /** Whether the event lists exactly the units that are in the unit, and of the lot exactly what is beside them. */
    boolean repeats(Fact fact) {
        Child child = fact.packing().child();
        LotKey lot = child == null ? null : child.lot();
        UnitContents listed = lots.get(Listing.of(fact));
        Set<String> listedUnits = stated.getOrDefault(Listing.of(fact), Set.of());
        if (lot == null || listed == null || listedUnits.isEmpty()) return false;
        RightInside before = rightBefore(fact);
        boolean repeats = before.units().equals(listedUnits) && listed.lots().areAmountsOf(before.loose(), lot);
        if (repeats)
            repeated.computeIfAbsent(Listing.of(fact), l -> new HashSet<>()).add(lot);
        return repeats;
    }

    Set<LotKey> repeated(Listing listing) {
        return repeated.getOrDefault(listing, Set.of());
    }

    /** Takes what is right inside now for what was there before the event. */
    void lookRightInside(Fact fact) {
        if (lots.containsKey(Listing.of(fact))) rightBefore(fact);
    }

    private RightInside rightBefore(Fact fact) {
        turnTo(fact.time());
        return rightBefore.computeIfAbsent(Listing.of(fact), l -> {
            UnitContents held = rightIn.apply(fact.packing().parent());
            return new RightInside(Set.copyOf(held.units()), held.loose());
        });
    }

    /** Whether the unit, or any amount of the lot, was inside before the event that says so, through any nesting. */
    boolean wasInside(Fact fact) {
        Child child = fact.packing().child();
        if (child == null) return false;
        return child.unit() != null
                ? unitsBefore(fact).contains(child.unit())
                : child.lot() != null && contentsBefore(fact).lots().holdsOneOf(Set.of(child.lot()));
    }

    /** Whether the unit is in another unit that the event lists, through any nesting. */
    boolean isInListedUnit(Fact fact) {
        turnTo(fact.time());
        Child child = fact.packing().child();
        Set<String> listed = stated.getOrDefault(Listing.of(fact), Set.of());
        if (child == null || child.unit() == null || listed.size() < 2) return false;
        return unitsInStated
                .computeIfAbsent(Listing.of(fact), l -> {
                    Set<String> nested = new HashSet<>();
                    listed.forEach(unit -> nested.addAll(unitsIn.apply(unit)));
                    return nested;
                })
                .contains(child.unit());
    }

    /** Takes what is inside now for what was inside before the event. */
    void look(Fact fact) {
        unitsBefore(fact);
        contentsBefore(fact);
    }

    /** Whether what the event lists of the lot is what is in there. */
    boolean isAmountIn(Fact fact, UnitContents held) {
        Child child = fact.packing().child();
        LotKey lot = child == null ? null : child.lot();
        UnitContents listed = lots.get(Listing.of(fact));
        return lot != null && listed != null && listed.lots().areAmountsIn(held.lots(), lot);
    }

    private Set<String> unitsBefore(Fact fact) {
        turnTo(fact.time());
        return unitsBefore.computeIfAbsent(
                Listing.of(fact), l -> unitsIn.apply(fact.packing().parent()));
    }

    private UnitContents contentsBefore(Fact fact) {
        turnTo(fact.time());
        return contentsBefore.computeIfAbsent(
                Listing.of(fact), l -> contentsOf.apply(Set.of(fact.packing().parent())));
    }

    /** Whether these units hold an amount of the fact's lot that nobody told. */
    boolean holdUnknownAmount(Fact fact) {
        Child child = fact.packing().child();
        return child != null && contents(fact).lots().holdsUnknownAmountOf(child.lot());
    }

    private UnitContents contents(Fact fact) {
        Set<String> listed = of(fact);
        return listed.isEmpty()
                ? new UnitContents()
                : contents.computeIfAbsent(Listing.of(fact), l -> contentsOf.apply(listed));
    }

    private void turnTo(Instant next) {
        if (next.equals(time)) return;
        units.clear();
        contents.clear();
        unitsBefore.clear();
        contentsBefore.clear();
        unitsInStated.clear();
        rightBefore.clear();
        time = next;
    }
}
