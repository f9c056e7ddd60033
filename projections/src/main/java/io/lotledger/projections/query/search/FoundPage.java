package io.lotledger.projections.query.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a query's results, in their order. */
public final class FoundPage {
    final List<FoundEvent> events;
    private final @Nullable Cursor next;

    FoundPage(List<FoundEvent> events, @Nullable Cursor next) {
        this.events = List.copyOf(events);
        this.next = next;
    }

    public int size() {
        return events.size();
    }

    /** After which the next page begins; empty on the last page. */
    public Optional<Cursor> next() {
        return Optional.ofNullable(next);
    }
}
