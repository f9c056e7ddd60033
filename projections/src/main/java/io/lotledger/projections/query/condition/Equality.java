package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * One of the facets has one of the values.
 *
 * @param values in their normal forms; without any, no event meets the condition
 */
public record Equality(Set<Facet> facets, Set<String> values) implements Condition {
    public Equality {
        facets = Set.copyOf(facets);
        values = Set.copyOf(values);
    }

    public Equality(Facet facet, Set<String> values) {
        this(Set.of(facet), values);
    }

    @Override
    public boolean test(QueriedEvent event) {
        return facets.stream().anyMatch(facet -> event.values(facet).stream().anyMatch(values::contains));
    }

    @Override
    public Set<IndexEntry> anyOf() {
        Set<IndexEntry> entries = new LinkedHashSet<>();
        facets.forEach(facet -> values.forEach(value -> entries.add(new IndexEntry(facet, value))));
        return entries;
    }
}
