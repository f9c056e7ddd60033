package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import java.time.Instant;
import java.util.UUID;

/**
 * A document that was read to its end and awaits its transaction.
 *
 * @param keyId of the API key that sent it
 * @param isEvent it is one event, sent by itself: unless it is captured it leaves no job
 */
public record PendingDocument(
        UUID organisation,
        String keyId,
        ErrorBehaviour behaviour,
        Instant createdAt,
        DocumentStager spooler,
        StagedDocument spool,
        boolean isEvent) {
    /** Events decided and appended in one statement. */
    public static final int PART = 1000;

    boolean isWholeOrNothing() {
        return behaviour == ErrorBehaviour.ROLLBACK;
    }

    /** Whether nothing of it may be captured, whatever the log holds. */
    boolean isRefused() {
        return isWholeOrNothing() && spooler.foundErrors();
    }

    /** The job as it ends with the appending. */
    CaptureJob job(String captureID, Instant finishedAt, CommitDecision appending, long lastPosition) {
        boolean success = !spooler.foundErrors() && !appending.foundConflicts();
        return new CaptureJob(
                organisation,
                captureID,
                keyId,
                createdAt,
                finishedAt,
                false,
                success,
                behaviour,
                appending.counts(),
                lastPosition);
    }
}
