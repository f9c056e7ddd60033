package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.Facet;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A condition that master data answers: which places (or steps and dispositions) it means depends on the log position at which it is asked. */
public interface PlaceCondition extends Condition {
    /** The condition on the places that master data named at the log position. */
    Condition resolved(UUID organisation, long position, PlaceIndex places);

    @Override
    default boolean test(QueriedEvent event) {
        throw new IllegalStateException("resolve the query before it is tested");
    }

    /** {@code WD_}: the place is one of these, or lies within one of them. */
    static PlaceCondition within(Facet facet, PlaceIndex.Vocabulary vocabulary, Set<String> places) {
        return (organisation, position, index) ->
                new Equality(facet, index.withDescendants(organisation, position, vocabulary, places));
    }

    /**
     * {@code HASATTR_} and {@code EQATTR_}: master data of the place, step or disposition has such an attribute.
     *
     * @param form the form that its URI has in the facets
     */
    static PlaceCondition described(
            Set<Facet> facets,
            PlaceIndex.Vocabulary vocabulary,
            PlaceIndex.Attribute attribute,
            UnaryOperator<String> form) {
        return (organisation, position, index) -> new Equality(
                facets,
                index.withAttribute(organisation, position, vocabulary, attribute).stream()
                        .map(form)
                        .collect(Collectors.toSet()));
    }
}
