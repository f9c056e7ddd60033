package io.lotledger.projections.query.search;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One page of a query's results, in their order. */
public final class FoundPage {
    final List<FoundEvent> events;
    private final @Nullable Cursor next;
    private final List<Long> unreadable;

    FoundPage(List<FoundEvent> events, @Nullable Cursor next, List<Long> unreadable) {
        this.events = List.copyOf(events);
        this.next = next;
        this.unreadable = List.copyOf(unreadable);
    }

    public int size() {
        return events.size();
    }

    /** After which the next page begins; empty on the last page. */
    public Optional<Cursor> next() {
        return Optional.ofNullable(next);
    }

    /** Log positions of damaged entries that may match, and that the page leaves out. */
    public List<Long> unreadable() {
        return unreadable;
    }
}
