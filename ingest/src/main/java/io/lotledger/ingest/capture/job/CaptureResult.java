package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.document.text.Violation;
import java.util.ArrayList;
import java.util.List;

/**
 * A document's job as it ended, with what became of its first events.
 *
 * @param masterDataErrors faults of its master data
 * @param masterDataWarnings what its master data leaves open
 * @param firstEvents outcomes of the first {@link #SHOWN} events, in document order
 */
public record CaptureResult(
        CaptureJob job,
        List<Violation> masterDataErrors,
        List<Violation> masterDataWarnings,
        List<EventOutcome> firstEvents) {
    /** As many events as a job shows at once. */
    public static final int SHOWN = 1000;

    public CaptureResult {
        masterDataErrors = List.copyOf(masterDataErrors);
        masterDataWarnings = List.copyOf(masterDataWarnings);
        firstEvents = List.copyOf(firstEvents.subList(0, Math.min(SHOWN, firstEvents.size())));
    }

    /** The same, with what the log's head was when it ended. */
    public CaptureResult at(long position) {
        return new CaptureResult(job.at(position), masterDataErrors, masterDataWarnings, firstEvents);
    }

    /** Whether {@link #firstEvents} are all. */
    public boolean isWhole() {
        return firstEvents.size() == job.counts().total();
    }

    /** The faults of the master data and of the first events, not those of events that only shared their document's fate. */
    public List<Violation> errors() {
        List<Violation> errors = new ArrayList<>(masterDataErrors);
        firstEvents.stream()
                .filter(event -> !event.isSharedFate())
                .map(EventOutcome::errors)
                .forEach(errors::addAll);
        return errors;
    }
}
