package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * Somebody asked for the file.
 *
 * @param by id of the API key
 */
public record WorkbookDownloaded(UUID jobId, Instant at, String by) implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
