package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A client followed {@code /download} to the file. Downloads by the signed URL go to S3 and are not recorded.
 *
 * @param by id of the API key
 */
public record WorkbookDownloaded(UUID jobId, Instant at, String by) implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
