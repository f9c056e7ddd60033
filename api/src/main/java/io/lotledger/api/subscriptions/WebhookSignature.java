package io.lotledger.api.subscriptions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.lotledger.projections.subscription.Subscription;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The header {@code GS1-Signature: sha256=<hex>}: HMAC-SHA256 of the raw body with the UTF-8 bytes of the
 * subscription's signatureToken. While a token is being replaced the header has two signatures separated by a comma,
 * of the new token and of the one before.
 */
final class WebhookSignature {
    static final String HEADER = "GS1-Signature";

    private WebhookSignature() {}

    /** Empty when the subscription has no token. */
    static Optional<String> of(Subscription subscription, byte[] body, Instant now) {
        Instant until = subscription.previousUntil();
        String previous = until != null && now.isBefore(until) ? subscription.previousToken() : null;
        String signatures = Stream.of(Optional.ofNullable(subscription.token()), Optional.ofNullable(previous))
                .flatMap(Optional::stream)
                .map(token -> "sha256=" + hmac(token, body))
                .collect(Collectors.joining(","));
        return signatures.isEmpty() ? Optional.empty() : Optional.of(signatures);
    }

    private static String hmac(String token, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(token.getBytes(UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** A token as answers show it: its last four characters, and of a short one nothing. */
    static @Nullable String shown(@Nullable String token) {
        if (token == null) return null;
        return token.length() < 12 ? "…" : "…" + token.substring(token.length() - 4);
    }
}
