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
 * An event with its place in the log.
 *
 * @param document the event as it was captured, bare EPCIS JSON
 * @param recordTime when it was captured; null where nobody asked the log
 */
public record CapturedEvent(
        long position,
        EpcisEvent event,
        String document,
        @Nullable Instant recordTime) {

    public CapturedEvent(long position, EpcisEvent event, String document) {
        this(position, event, document, null);
    }

    /** A position of the log is one event: what it says need not be looked at. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CapturedEvent captured && captured.position == position;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(position);
    }

    /** By event time; at the same instant ADD, then OBSERVE, then DELETE; then by event id. Never by arrival. */
    public static final Comparator<CapturedEvent> IN_ORDER_OF_HAPPENING = Comparator.comparing(
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
