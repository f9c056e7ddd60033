package io.lotledger.projections.query;

import io.lotledger.projections.query.event.Facet;
import java.util.Set;

/** The order of results; the log position decides between equals, so the order is total. */
public sealed interface EventOrder {
    EventOrder STANDARD = new ByEventTime(false);

    boolean ascending();

    record ByEventTime(boolean ascending) implements EventOrder {}

    /** Record times rise with log positions, so this is the order of the log. */
    record ByRecordTime(boolean ascending) implements EventOrder {}

    /** By the first value of an extension field; events without it come last. */
    record ByField(Set<Facet> facets, boolean ascending) implements EventOrder {
        public ByField {
            facets = Set.copyOf(facets);
        }
    }
}
