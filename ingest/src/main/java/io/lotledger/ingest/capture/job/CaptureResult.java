package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.document.text.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A finished job with the outcomes of its first events.
 *
 * @param recordTime of what it added to the log
 * @param masterDataErrors errors in its master data
 * @param masterDataWarnings warnings about its master data; without events also those about the document
 * @param refused the refused events that the job keeps, in document order
 * @param firstEvents outcomes of the first {@link #SHOWN} events, in document order
 */
public record CaptureResult(
        CaptureJob job,
        Instant recordTime,
        List<Violation> masterDataErrors,
        List<Violation> masterDataWarnings,
        List<RefusedEvent> refused,
        List<EventOutcome> firstEvents) {
    /** Maximum number of outcomes in one representation of a job. */
    public static final int SHOWN = 1000;

    public CaptureResult {
        masterDataErrors = List.copyOf(masterDataErrors);
        masterDataWarnings = List.copyOf(masterDataWarnings);
        refused = List.copyOf(refused);
        firstEvents = List.copyOf(firstEvents.subList(0, Math.min(SHOWN, firstEvents.size())));
    }

    /** The same result with the log's head as the job's last position. */
    public CaptureResult at(long position) {
        return new CaptureResult(
                job.at(position), recordTime, masterDataErrors, masterDataWarnings, refused, firstEvents);
    }

    /** Whether {@link #firstEvents} covers all events. */
    public boolean isComplete() {
        return firstEvents.size() == job.counts().total();
    }

    /** The errors of the master data and of the first events. Events rejected only by the rollback are left out. */
    public List<Violation> errors() {
        List<Violation> errors = new ArrayList<>(masterDataErrors);
        firstEvents.stream()
                .filter(event -> !event.isRolledBack())
                .map(EventOutcome::errors)
                .forEach(errors::addAll);
        return errors;
    }
}
