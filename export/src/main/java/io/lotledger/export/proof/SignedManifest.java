package io.lotledger.export.proof;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A manifest in its envelope: DSSE, {@code {payloadType, payload (base64), signatures: [{keyid, sig}]}}. */
public final class SignedManifest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SignedManifest() {}

    /** @param signedByUs whether our key signed exactly these bytes */
    record Read(Manifest manifest, boolean signedByUs) {}

    public static void write(Manifest manifest, ManifestKey key, Path file) throws IOException {
        byte[] payload = JSON.writeValueAsBytes(manifest);
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("payloadType", ManifestKey.PAYLOAD_TYPE);
        envelope.put("payload", Base64.getEncoder().encodeToString(payload));
        ArrayNode signatures = envelope.putArray("signatures");
        signatures
                .addObject()
                .put("keyid", key.id())
                .put("sig", Base64.getEncoder().encodeToString(key.sign(ManifestKey.PAYLOAD_TYPE, payload)));
        Files.write(file, JSON.writeValueAsBytes(envelope));
    }

    /** @throws IOException when it is not an envelope with a manifest in it */
    static Read read(byte[] envelope, ManifestKey key) throws IOException {
        try {
            JsonNode node = JSON.readTree(envelope);
            byte[] payload = Base64.getDecoder().decode(node.path("payload").asString(""));
            Manifest manifest = JSON.readValue(payload, Manifest.class);
            List<JsonNode> signatures = node.path("signatures").valueStream().toList();
            boolean signed = signatures.stream().anyMatch(s -> key.signed(payload, bytes(s)));
            return new Read(manifest, signed);
        } catch (JacksonException | IllegalArgumentException e) {
            throw new IOException("no manifest: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(JsonNode signature) {
        return Base64.getDecoder().decode(signature.path("sig").asString(""));
    }
}
