package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A link was made that opens this job to a reader without a key.
 *
 * @param linkId names the link in histories and lists; it opens nothing
 * @param secretSha256 of the link's secret, lower-case hexadecimal; the secret itself is not stored
 * @param note for whom the link is; null for none
 * @param by id of the API key
 */
public record LinkMade(
        UUID jobId,
        String linkId,
        String secretSha256,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String note,
        Instant expiresAt,
        Instant at,
        String by)
        implements ExportJobEvent {
    @Override
    public String who() {
        return by;
    }
}
