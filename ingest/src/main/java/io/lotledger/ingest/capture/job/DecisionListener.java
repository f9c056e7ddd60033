package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.eventlog.LogEntry;
import java.util.List;

/** Receives the decision on a document part by part, in document order. */
public interface DecisionListener {
    /**
     * @param outcomes of the part's events
     * @param entries what a capture would append
     */
    void part(List<EventOutcome> outcomes, List<LogEntry> entries);
}
