package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * An event with its log position.
 *
 * @param document the event as captured, bare EPCIS JSON
 * @param recordTime when it was captured; {@code null} if it was not read from the log
 */
public record CapturedEvent(
        long position,
        EpcisEvent event,
        String document,
        @Nullable Instant recordTime) {

    public CapturedEvent(long position, EpcisEvent event, String document) {
        this(position, event, document, null);
    }

    /** The position identifies the event, so equality ignores its content. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CapturedEvent captured && captured.position == position;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position);
    }

    /** {@link EventTimeOrder}; never by arrival. */
    public static final Comparator<CapturedEvent> IN_EVENT_ORDER =
            Comparator.comparing(CapturedEvent::event, EventTimeOrder.COMPARATOR);
}
