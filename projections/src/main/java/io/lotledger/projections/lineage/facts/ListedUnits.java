package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.facts.EventFacts.Child;
import io.lotledger.projections.lineage.facts.PackingFacts.Fact;
import io.lotledger.projections.lineage.facts.PackingFacts.Listing;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The units that each event of an instant puts into a unit or takes out of it, and the lots that it lists beside them. */
final class ListedUnits {
    private final Function<Collection<String>, UnitContents> contentsOf;
    private final Map<Listing, UnitContents> lotsBeside = new HashMap<>();

    private Instant time = Instant.MIN;
    private final Map<Listing, Set<String>> units = new HashMap<>();
    private final Map<Listing, UnitContents> contents = new HashMap<>();

    /** @param contentsOf what units hold together now */
    ListedUnits(List<Fact> facts, Function<Collection<String>, UnitContents> contentsOf) {
        this.contentsOf = contentsOf;
        Set<Listing> withUnits = new HashSet<>();
        for (Fact fact : facts) {
            Child child = fact.packing().child();
            if (child != null && child.unit() != null) withUnits.add(Listing.of(fact));
        }
        for (Fact fact : facts) {
            Child child = fact.packing().child();
            if (child != null && child.lot() != null && withUnits.contains(Listing.of(fact)))
                lotsBeside
                        .computeIfAbsent(Listing.of(fact), l -> new UnitContents())
                        .put(child, fact.time());
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
        UnitContents lots = lotsBeside.get(Listing.of(fact));
        return child != null && lot != null && lots != null && lots.isAmountIn(contents(fact), lot, child.uom());
    }

    /** Whether these units hold an amount of the fact's lot that nobody told. */
    boolean holdUnknownAmount(Fact fact) {
        Child child = fact.packing().child();
        return child != null && contents(fact).holdsUnknownAmountOf(child.lot());
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
        time = next;
    }
}
