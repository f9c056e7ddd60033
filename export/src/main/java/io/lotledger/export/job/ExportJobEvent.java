package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/** An event of an export job. Stored permanently under these class names. */
public sealed interface ExportJobEvent
        permits ExportRequested,
                ProcessingStarted,
                ProgressReported,
                AttemptFailed,
                WorkbookDelivered,
                ExportFailed,
                WorkbookDownloaded,
                DeadlineMissed,
                WorkbookExpired {
    UUID jobId();

    /** When it happened. */
    Instant at();

    /** The id of the API key that caused it; {@code lotledger} when the server did. */
    default String who() {
        return "lotledger";
    }
}
