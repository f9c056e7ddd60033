package io.lotledger.ingest.capture;

import java.time.Instant;
import java.util.UUID;

/**
 * A document that was read to its end and awaits its transaction.
 *
 * @param keyId of the API key that sent it
 * @param isEvent it is one event, sent by itself: unless it is captured it leaves no job
 */
record ReadDocument(
        UUID organisation,
        String keyId,
        ErrorBehaviour behaviour,
        Instant createdAt,
        DocumentSpooler spooler,
        Spool spool,
        boolean isEvent) {
    /** Events decided and appended in one statement. */
    static final int PART = 1000;


    boolean isWholeOrNothing() {
        return behaviour == ErrorBehaviour.ROLLBACK;
    }

    /** Whether nothing of it may be captured, whatever the log holds. */
    boolean isRefused() {
        return isWholeOrNothing() && spooler.foundErrors();
    }

    /** The job as it ends with the appending. */
    CaptureJob job(String captureID, Instant finishedAt, Appending appending, long lastPosition) {
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
