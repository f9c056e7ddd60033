package io.lotledger.api.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.chain.SignedCheckpoint;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Proves that the tree only grew between two sizes.
 *
 * @param coveredUntil record time of the last entry that the latest checkpoint covers
 * @param path RFC 6962 §2.1.2
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ConsistencyBody(UUID organisation, Instant coveredUntil, Head from, Head to, List<String> path) {
    /** @param checkpoint the envelope (DSSE) of the checkpoint of this size; null when none was signed at it */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Head(long treeSize, String rootHash, SignedCheckpoint.@Nullable Envelope checkpoint) {}
}
