package io.lotledger.api.chain;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.chain.EntryLeaf;
import io.lotledger.export.chain.SignedCheckpoint;
import io.lotledger.export.chain.merkle.InclusionProof;
import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.ingest.eventlog.StoredEntry;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * Inclusion proofs of entries in the tree of one checkpoint.
 *
 * @param coveredUntil record time of the last entry that the checkpoint covers
 * @param proofs an event and its error declarations, in the order of capture
 * @param checkpoint its envelope (DSSE)
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ProofBody(UUID organisation, Instant coveredUntil, List<Proof> proofs, SignedCheckpoint.Envelope checkpoint) {
    static ProofBody of(SignedCheckpoint signed, List<Proof> proofs) {
        return new ProofBody(
                signed.checkpoint().organisation(), signed.checkpoint().coveredUntil(), proofs, signed.envelope());
    }

    /**
     * @param subject eventID of an event, id of described master data
     * @param path the hashes beside the way from the leaf to the root (RFC 6962 §2.1.1)
     * @param entry null for keys that may not read events
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Proof(
            @Nullable String subject,
            long leafIndex,
            long treeSize,
            String leafHash,
            List<String> path,
            @Nullable Entry entry) {
        static Proof of(StoredEntry entry, InclusionProof proof, boolean withEntry) {
            return new Proof(
                    EntryLeaf.subject(entry),
                    proof.index(),
                    proof.treeSize(),
                    EntryLeaf.of(entry).hex(),
                    proof.path().stream().map(MerkleHash::hex).toList(),
                    withEntry ? Entry.of(entry) : null);
        }
    }

    /** The row that the leaf is the hash of; the byte strings in base64. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Entry(
            long position,
            String eventIdentifier,
            String aggregateIdentifier,
            long sequenceNumber,
            @Nullable String aggregateType,
            Instant recordedAt,
            String payloadType,
            @Nullable String payloadRevision,
            String payload,
            String metaData) {
        static Entry of(StoredEntry entry) {
            return new Entry(
                    entry.position(),
                    entry.eventIdentifier(),
                    entry.stream(),
                    entry.sequence(),
                    entry.type(),
                    entry.recordedAt(),
                    entry.payloadType(),
                    entry.payloadRevision(),
                    Base64.getEncoder().encodeToString(entry.payload()),
                    Base64.getEncoder().encodeToString(entry.metaData()));
        }
    }
}
