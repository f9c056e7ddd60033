package io.lotledger.projections.query.condition;

import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.Set;

/** One condition of a query on an event by itself. A query is the conjunction of its conditions. */
public interface Condition {
    boolean test(QueriedEvent event);

    /** Index entries of which every event that meets the condition has at least one; empty if there are none. */
    default Set<IndexEntry> anyOf() {
        return Set.of();
    }
}
