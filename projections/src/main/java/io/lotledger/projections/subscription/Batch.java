package io.lotledger.projections.subscription;

import io.lotledger.ingest.document.event.KeptEvent;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The next events of a subscription, in the order of the log.
 *
 * @param positions of the events
 * @param unreadable positions of damaged entries of the organisation that were passed over
 * @param upTo every matching event up to this position is in the batch or was delivered before
 */
public record Batch(List<KeptEvent> events, List<Long> positions, List<Long> unreadable, long upTo) {
    public Batch(List<KeptEvent> events, List<Long> positions, long upTo) {
        this(events, positions, List.of(), upTo);
    }

    public Batch {
        unreadable = List.copyOf(unreadable);
        events = List.copyOf(events);
        positions = List.copyOf(positions);
    }

    public boolean isEmpty() {
        return events.isEmpty();
    }

    public long firstPosition() {
        return positions.get(0);
    }

    public long lastPosition() {
        return positions.get(positions.size() - 1);
    }

    /** The first events of it, at least one. */
    public Batch first(int atMost) {
        int size = Math.max(1, Math.min(atMost, events.size()));
        if (size == events.size()) return this;
        return new Batch(events.subList(0, size), positions.subList(0, size), positions.get(size - 1));
    }

    public @Nullable Instant lastRecordTime() {
        return events.isEmpty() ? null : events.get(events.size() - 1).recordTime();
    }
}
