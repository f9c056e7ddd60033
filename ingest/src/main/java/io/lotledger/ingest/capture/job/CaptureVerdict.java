package io.lotledger.ingest.capture.job;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;

/**
 * What a capture of a document would answer, without its events' outcomes.
 *
 * @param success whether the document would have no error
 * @param masterDataErrors errors in its master data
 * @param masterDataWarnings warnings about its master data; without events also those about the document
 */
public record CaptureVerdict(
        boolean success,
        ErrorBehaviour behaviour,
        CaptureJob.Counts counts,
        List<Violation> masterDataErrors,
        List<Violation> masterDataWarnings) {
    public CaptureVerdict {
        masterDataErrors = List.copyOf(masterDataErrors);
        masterDataWarnings = List.copyOf(masterDataWarnings);
    }

    /** What would become of the document as a whole. */
    public BatchStatus status() {
        return BatchStatus.of(success, behaviour, counts);
    }
}
