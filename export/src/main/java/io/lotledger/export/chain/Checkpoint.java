package io.lotledger.export.chain;

import io.lotledger.export.chain.merkle.MerkleHash;
import io.lotledger.export.chain.merkle.TreeHead;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tree of an organisation at one size. Each batch of entries gives one, and each holds the digest of the one before: they form
 * a chain.
 *
 * @param sequence counts the checkpoints of the organisation, from 1
 * @param previous SHA-256 of the payload of the checkpoint before, in hexadecimal; null for the first
 * @param coveredUntil record time of the last entry in the tree
 */
public record Checkpoint(
        UUID organisation,
        long sequence,
        TreeHead head,
        @Nullable String previous,
        Instant coveredUntil,
        Instant signedAt) {
    public static final String PAYLOAD_TYPE = "application/vnd.lotledger.checkpoint+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The JSON that is signed. */
    byte[] payload() {
        ObjectNode node = JSON.createObjectNode();
        node.put("organisation", organisation.toString());
        node.put("sequence", sequence);
        node.put("tree_size", head.size());
        node.put("root_hash", head.root().hex());
        node.put("previous", previous);
        node.put("covered_until", coveredUntil.toString());
        node.put("signed_at", signedAt.toString());
        return JSON.writeValueAsBytes(node);
    }

    /** @throws IllegalArgumentException when the payload is not that of a checkpoint */
    static Checkpoint parse(byte[] payload) {
        try {
            JsonNode node = JSON.readTree(payload);
            long size = node.path("tree_size").asLong();
            if (size < 0) throw new IllegalArgumentException("not a checkpoint: a tree has no negative size");
            return new Checkpoint(
                    UUID.fromString(node.path("organisation").asString("")),
                    node.path("sequence").asLong(),
                    new TreeHead(size, MerkleHash.parse(node.path("root_hash").asString(""))),
                    node.path("previous").isString() ? node.path("previous").asString() : null,
                    Instant.parse(node.path("covered_until").asString("")),
                    Instant.parse(node.path("signed_at").asString("")));
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not a checkpoint: " + e.getMessage(), e);
        }
    }
}
