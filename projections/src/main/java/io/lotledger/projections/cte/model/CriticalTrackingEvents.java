package io.lotledger.projections.cte.model;

import java.util.List;

/**
 * What the events of a trace are in the rule's terms.
 *
 * @param rows one per CTE and lot of the trace (or pair of lots), by event time, then event id, then lot
 * @param unclassified events that are no CTE, each with the reason
 */
public record CriticalTrackingEvents(List<CriticalTrackingEvent> rows, List<Unclassified> unclassified) {
    public CriticalTrackingEvents {
        rows = List.copyOf(rows);
        unclassified = List.copyOf(unclassified);
    }

    public record Unclassified(String eventID, String reason) {}
}
