package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A link was revoked before it expired, and opens nothing any more.
 *
 * @param by id of the API key
 */
public record LinkRevoked(UUID jobId, String linkId, Instant at, String by) implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
