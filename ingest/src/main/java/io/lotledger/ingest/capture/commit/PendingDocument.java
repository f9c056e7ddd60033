package io.lotledger.ingest.capture.commit;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.staging.DocumentStager;
import io.lotledger.ingest.capture.staging.StagedDocument;
import java.time.Instant;
import java.util.UUID;

/**
 * A document that was read completely and waits for its commit.
 *
 * @param keyId id of the API key that sent the document
 * @param isEvent whether this is one event sent by itself; it leaves a job only if it is captured
 */
public record PendingDocument(
        UUID organisation,
        String keyId,
        ErrorBehaviour behaviour,
        Instant createdAt,
        DocumentStager stager,
        StagedDocument staged,
        boolean isEvent) {
    /** Number of entries that are decided and appended in one statement. */
    public static final int PART = 1000;

    boolean isWholeOrNothing() {
        return behaviour == ErrorBehaviour.ROLLBACK;
    }

    /** Whether nothing of the document may be captured, regardless of the log. */
    boolean isRefused() {
        return isWholeOrNothing() && stager.foundErrors();
    }

    /** The finished job. */
    CaptureJob job(String captureID, Instant finishedAt, CommitDecision decision, long lastPosition) {
        boolean success = !stager.foundErrors() && !decision.foundConflicts();
        return new CaptureJob(
                organisation,
                captureID,
                keyId,
                createdAt,
                finishedAt,
                false,
                success,
                behaviour,
                decision.counts(),
                lastPosition);
    }
}
