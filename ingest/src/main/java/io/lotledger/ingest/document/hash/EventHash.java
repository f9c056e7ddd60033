package io.lotledger.ingest.document.hash;

import io.lotledger.ingest.document.context.JsonLdContext;
import io.lotledger.ingest.document.text.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * The event hash of CBV 2.0 §8.9: an id computed from the event's content. Where the reference implementation departs
 * from the written rules, this follows the implementation. {@code recordTime}, {@code eventID} and {@code
 * errorDeclaration} are ignored, so a declaration has the hash of the event it declares erroneous.
 *
 * @param prehash the canonical text that is hashed
 * @param uri {@code ni:///sha-256;<hex>?ver=CBV2.0}
 */
public record EventHash(String prehash, String uri) {

    /** @param ignoredFields expanded names of extension fields to ignore */
    public static EventHash of(JsonNode event, JsonLdContext context, Set<String> ignoredFields) {
        return of(new HashTree(context, ignoredFields).event(event));
    }

    /** The hash of a stored event: bare, with its own context. */
    public static EventHash ofBare(String bareEvent) {
        JsonNode event = Json.MAPPER.readTree(bareEvent);
        return of(event, JsonLdContext.NONE.with(event.get("@context")), Set.of());
    }

    private static EventHash of(HashNode event) {
        String prehash = Prehash.of(event);
        byte[] digest = sha256().digest(prehash.getBytes(StandardCharsets.UTF_8));
        return new EventHash(prehash, "ni:///sha-256;" + HexFormat.of().formatHex(digest) + "?ver=CBV2.0");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
