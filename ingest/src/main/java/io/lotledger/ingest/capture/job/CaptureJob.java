package io.lotledger.ingest.capture.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The result of capturing one document (EPCIS 2.0 §12.7.1), written in the transaction that appends its events.
 *
 * @param sender {@code null} in jobs from versions that did not store it
 * @param success false as soon as an error has occurred; together with {@code running} it gives the states of the
 *     standard's table
 * @param lastPosition the log's head when the job ended; all its entries are at or below it
 */
public record CaptureJob(
        UUID organisation,
        String captureID,
        @Nullable Sender sender,
        Instant createdAt,
        @Nullable Instant finishedAt,
        boolean running,
        boolean success,
        ErrorBehaviour captureErrorBehaviour,
        Counts counts,
        long lastPosition) {

    /**
     * @param total events in the document
     * @param warned events with at least one warning, whatever their status
     * @param masterData vocabulary elements that are new or changed
     */
    public record Counts(int total, int accepted, int rejected, int duplicate, int warned, int masterData) {}

    /** What became of the document as a whole. */
    public BatchStatus status() {
        return BatchStatus.of(success, captureErrorBehaviour, counts);
    }

    CaptureJob at(long position) {
        return new CaptureJob(
                organisation,
                captureID,
                sender,
                createdAt,
                finishedAt,
                running,
                success,
                captureErrorBehaviour,
                counts,
                position);
    }
}
