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
                WorkbookExpired,
                LinkMade,
                LinkOpened,
                LinkRevoked {
    UUID jobId();

    /** When it happened. */
    Instant at();

    /** The id of the API key that caused it; {@link LinkOpened#reader} for the reader of a link; {@code lotledger} for the server. */
    default String who() {
        return "lotledger";
    }
}
