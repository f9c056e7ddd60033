package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody followed {@code /download} to the file. Who fetches it by its signed URL asks S3, and is not seen here.
 *
 * @param by id of the API key
 */
public record WorkbookDownloaded(UUID jobId, Instant at, String by) implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
