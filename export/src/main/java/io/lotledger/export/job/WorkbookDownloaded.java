package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A client followed {@code /download} to the file, or downloaded it by a link for the regulator. Downloads by the signed URL go to
 * S3 and are not recorded.
 *
 * @param by id of the API key, or {@link LinkOpened#reader}
 */
public record WorkbookDownloaded(UUID jobId, Instant at, String by) implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
