package io.lotledger.projections.subscription;

import io.lotledger.ingest.document.event.KeptEvent;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.PlaceIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads batches of a query's events from the log. Memory and time of one call are bounded. */
public final class BatchReader {
    /** Log positions that one call reads at most. */
    private static final long MOST_POSITIONS = 20_000;

    private final EventFeed feed;
    private final PlaceIndex places;

    public BatchReader(EventFeed feed, PlaceIndex places) {
        this.feed = feed;
        this.places = places;
    }

    /**
     * The matching events after a position.
     *
     * @param notBefore record time of the first event that may be returned; null for any
     * @param limit position at which to stop, not beyond the end of the log
     * @param mostCharacters the batch ends with the event that exceeds them
     * @return may be empty before {@code limit} is reached; {@link Batch#upTo} says how far it read
     */
    public Batch next(
            UUID organisation,
            EventQuery query,
            @Nullable Instant notBefore,
            long after,
            long limit,
            int mostEvents,
            long mostCharacters) {
        EventQuery resolved = query.resolved(organisation, Long.MAX_VALUE, places);
        List<KeptEvent> events = new ArrayList<>();
        List<Long> positions = new ArrayList<>();
        NavigableSet<Long> unreadable = new TreeSet<>();
        long characters = 0;
        long position = after;
        while (position < limit && position - after < MOST_POSITIONS) {
            EventFeed.Section section = feed.after(position, limit);
            section.unreadable().stream()
                    .filter(damaged -> damaged.organisation().equals(organisation))
                    .map(EventFeed.Damaged::position)
                    .filter(damaged -> damaged > after && damaged <= limit)
                    .forEach(unreadable::add);
            for (StoredEvent stored : section.events()) {
                if (!stored.organisation().equals(organisation)) continue;
                if (notBefore != null && stored.event().recordTime().isBefore(notBefore)) continue;
                if (!resolved.matches(stored.event())) continue;
                events.add(stored.event().kept());
                positions.add(stored.event().position());
                characters += stored.event().kept().document().length();
                if (events.size() >= mostEvents || characters > mostCharacters) {
                    long upTo = stored.event().position();
                    return new Batch(events, positions, List.copyOf(unreadable.headSet(upTo, false)), upTo);
                }
            }
            position = section.upTo();
        }
        return new Batch(events, positions, List.copyOf(unreadable), Math.max(after, position));
    }
}
