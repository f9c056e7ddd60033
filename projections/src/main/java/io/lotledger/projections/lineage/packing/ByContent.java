package io.lotledger.projections.lineage.packing;

import io.lotledger.projections.lineage.packing.Packing.Child;
import io.lotledger.projections.lineage.packing.PackingFacts.Fact;
import io.lotledger.projections.lineage.packing.PackingFacts.Listing;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Orders facts by their parents, and by what events list of one parent, in whatever order they do. */
final class ByContent implements Comparator<Fact> {
    private final List<Fact> facts;
    private final Map<Listing, String> contents = new HashMap<>();

    ByContent(List<Fact> facts) {
        this.facts = facts;
    }

    @Override
    public int compare(Fact one, Fact other) {
        int byParent = one.packing().parent().compareTo(other.packing().parent());
        boolean isOfOneEvent = one.eventId().equals(other.eventId());
        return byParent != 0 || isOfOneEvent ? byParent : content(one).compareTo(content(other));
    }

    private String content(Fact fact) {
        if (contents.isEmpty())
            contents.putAll(facts.stream()
                    .collect(Collectors.groupingBy(
                            Listing::of,
                            Collectors.collectingAndThen(
                                    Collectors.mapping(one -> text(one.packing()), Collectors.toList()),
                                    texts -> texts.stream().sorted().collect(Collectors.joining(";"))))));
        return contents.getOrDefault(Listing.of(fact), "");
    }

    private static String text(Packing packing) {
        Child child = packing.child();
        if (child == null) return "";
        String what =
                child.lot() == null ? String.valueOf(child.unit()) : child.lot().uri();
        return child.quantity() == null
                ? what
                : what + " " + child.quantity().stripTrailingZeros().toPlainString();
    }
}
