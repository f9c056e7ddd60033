package io.lotledger.projections.lineage.history;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A log position at which a trace changed: an event of one of its lots was captured, or was declared erroneous.
 *
 * @param eventId the event that was captured or declared erroneous
 * @param lotsAdded lots that belong to the trace from here on
 * @param lotsWithdrawn lots that belonged to it until here
 * @param linksAdded number of links that hold from here on
 * @param linksWithdrawn number of links that held until here
 */
public record TraceChange(
        long logPosition,
        Instant recordTime,
        Cause cause,
        String eventId,
        List<UUID> lotsAdded,
        List<UUID> lotsWithdrawn,
        int linksAdded,
        int linksWithdrawn) {
    public TraceChange {
        lotsAdded = List.copyOf(lotsAdded);
        lotsWithdrawn = List.copyOf(lotsWithdrawn);
    }

    public enum Cause {
        CAPTURE,
        CORRECTION
    }
}
