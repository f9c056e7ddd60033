package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/** What has happened to an export job. Stored for ever under these class names. */
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

    /** The key of the person or program that made it happen; {@code lotledger} where that was the server. */
    default String who() {
        return "lotledger";
    }
}
