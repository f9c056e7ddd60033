package io.lotledger.export.chain;

import io.lotledger.export.proof.Dsse;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.workbook.content.Sha256;
import java.security.PublicKey;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A checkpoint with its signature. It leaves the server in the same envelope as a manifest (DSSE). */
public final class SignedCheckpoint {
    private final Checkpoint checkpoint;
    private final byte[] payload;
    private final String keyId;
    private final byte[] signature;

    /**
     * DSSE, as JSON.
     *
     * @param payload in base64
     */
    public record Envelope(String payloadType, String payload, List<Signature> signatures) {
        public Envelope {
            signatures = List.copyOf(signatures);
        }
    }

    /** @param sig in base64 */
    public record Signature(String keyid, String sig) {}

    /** @throws IllegalArgumentException when the payload is not that of a checkpoint */
    public SignedCheckpoint(byte[] payload, String keyId, byte[] signature) {
        this.checkpoint = Checkpoint.parse(payload);
        this.payload = payload.clone();
        this.keyId = keyId;
        this.signature = signature.clone();
    }

    static SignedCheckpoint sign(Checkpoint checkpoint, ManifestKey key) {
        byte[] payload = checkpoint.payload();
        return new SignedCheckpoint(payload, key.id(), key.sign(Checkpoint.PAYLOAD_TYPE, payload));
    }

    /**
     * Reads an envelope.
     *
     * @throws IllegalArgumentException when it does not hold a checkpoint with a signature
     */
    public static SignedCheckpoint read(JsonNode envelope) {
        if (!Checkpoint.PAYLOAD_TYPE.equals(envelope.path("payloadType").asString("")))
            throw new IllegalArgumentException(
                    "not a signed checkpoint: its payloadType is not " + Checkpoint.PAYLOAD_TYPE);
        JsonNode first = envelope.path("signatures").path(0);
        return new SignedCheckpoint(
                Dsse.decoded(envelope.path("payload").asString("")),
                first.path("keyid").asString(""),
                Dsse.decoded(first.path("sig").asString("")));
    }

    public Envelope envelope() {
        return new Envelope(
                Checkpoint.PAYLOAD_TYPE,
                Base64.getEncoder().encodeToString(payload),
                List.of(new Signature(keyId, Base64.getEncoder().encodeToString(signature))));
    }

    public Checkpoint checkpoint() {
        return checkpoint;
    }

    public String keyId() {
        return keyId;
    }

    byte[] payload() {
        return payload.clone();
    }

    byte[] signature() {
        return signature.clone();
    }

    public boolean isSignedBy(PublicKey key) {
        return Dsse.verifies(key, Checkpoint.PAYLOAD_TYPE, payload, signature);
    }

    /** SHA-256 of the signed payload, in hexadecimal: what the next checkpoint holds of this one. */
    public String digest() {
        return Sha256.hex(payload);
    }
}
