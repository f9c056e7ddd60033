package io.lotledger.api.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.chain.Checkpoint;
import io.lotledger.export.chain.SignedCheckpoint;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** @param envelope the signed checkpoint (DSSE); the other members repeat what is signed in it */
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record CheckpointBody(
        long sequence,
        long treeSize,
        String rootHash,
        @Nullable String previous,
        Instant coveredUntil,
        Instant signedAt,
        String keyid,
        SignedCheckpoint.Envelope envelope) {
    static CheckpointBody of(SignedCheckpoint signed) {
        Checkpoint checkpoint = signed.checkpoint();
        return new CheckpointBody(
                checkpoint.sequence(),
                checkpoint.head().size(),
                checkpoint.head().root().hex(),
                checkpoint.previous(),
                checkpoint.coveredUntil(),
                checkpoint.signedAt(),
                signed.keyId(),
                signed.envelope());
    }
}
