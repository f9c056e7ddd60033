package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.Set;
import java.util.stream.Collectors;

/** The event has one of the facets, with a value of any type. */
public record Presence(Set<Facet> facets) implements Condition {
    public Presence {
        facets = Set.copyOf(facets);
    }

    @Override
    public boolean test(QueriedEvent event) {
        return facets.stream().anyMatch(event::has);
    }

    @Override
    public Set<IndexEntry> anyOf() {
        return facets.stream().map(IndexEntry::present).collect(Collectors.toSet());
    }
}
