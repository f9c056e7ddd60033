package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.EpcPattern;
import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One of the facets holds one of the EPCs or classes, or one that a pattern matches. */
public record EpcMatch(Set<Facet> facets, Set<String> identifiers, List<EpcPattern> patterns) implements Condition {
    public EpcMatch {
        facets = Set.copyOf(facets);
        identifiers = Set.copyOf(identifiers);
        patterns = List.copyOf(patterns);
    }

    @Override
    public boolean test(QueriedEvent event) {
        for (Facet facet : facets) {
            if (event.values(facet).stream().anyMatch(identifiers::contains)) return true;
            for (String sent : event.sentEpcs(facet)) {
                if (patterns.stream().anyMatch(pattern -> pattern.matches(sent))) return true;
            }
        }
        return false;
    }

    @Override
    public Set<IndexEntry> anyOf() {
        Set<IndexEntry> entries = new LinkedHashSet<>(new Equality(facets, identifiers).anyOf());
        for (EpcPattern pattern : patterns) {
            for (Facet facet : facets) {
                Optional<IndexEntry> entry = pattern.entry(facet);
                if (entry.isEmpty()) return Set.of();
                entries.add(entry.get());
            }
        }
        return entries;
    }
}
