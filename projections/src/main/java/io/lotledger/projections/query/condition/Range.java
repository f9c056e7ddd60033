package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import io.lotledger.projections.query.event.ValueForm;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A value of one of the facets lies beyond a bound: numbers as numbers, times as instants. */
public final class Range implements Condition {
    private final Set<Facet> facets;
    private final Predicate<String> accepts;

    private Range(Set<Facet> facets, Predicate<String> accepts) {
        this.facets = Set.copyOf(facets);
        this.accepts = accepts;
    }

    public static Range of(Set<Facet> facets, Comparison comparison, BigDecimal bound) {
        return new Range(
                facets,
                form -> ValueForm.asNumber(form)
                        .filter(number -> comparison.accepts(number.compareTo(bound)))
                        .isPresent());
    }

    public static Range of(Set<Facet> facets, Comparison comparison, Instant bound) {
        return new Range(facets, form -> {
            Instant time = ValueForm.asTime(form);
            return time != null && comparison.accepts(time.compareTo(bound));
        });
    }

    @Override
    public boolean test(QueriedEvent event) {
        return facets.stream().anyMatch(facet -> event.values(facet).stream().anyMatch(accepts));
    }

    @Override
    public Set<IndexEntry> anyOf() {
        return facets.stream().map(IndexEntry::present).collect(Collectors.toSet());
    }
}
