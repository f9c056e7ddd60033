package io.lotledger.projections.cte.model;

import java.util.List;

/**
 * The events of a trace in the terms of the rule.
 *
 * @param rows one per CTE and lot of the trace (or pair of lots), by event time, then event ID, then lot
 * @param unclassified events that are not a CTE, each with the reason
 */
public record CriticalTrackingEvents(List<CriticalTrackingEvent> rows, List<Unclassified> unclassified) {
    public CriticalTrackingEvents {
        rows = List.copyOf(rows);
        unclassified = List.copyOf(unclassified);
    }

    public record Unclassified(String eventID, String reason) {}
}
