package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
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

    /**
     * Event order: by event time; at the same instant ADD, then OBSERVE, then DELETE; then by event ID. Never by
     * arrival.
     */
    public static final Comparator<CapturedEvent> IN_EVENT_ORDER = Comparator.comparing(
                    (CapturedEvent c) -> c.event().eventTime())
            .thenComparing(c -> rank(c.event()))
            .thenComparing(c -> c.event().eventID());

    private static Action rank(EpcisEvent event) {
        if (event instanceof ObjectEvent e) return e.action();
        if (event instanceof AggregationEvent e) return e.action();
        if (event instanceof TransactionEvent e) return e.action();
        if (event instanceof AssociationEvent e) return e.action();
        return Action.ADD; // a transformation makes its outputs
    }
}
