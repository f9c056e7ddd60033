package io.lotledger.api.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code ll_<id>_<secret>}: the id identifies the key in lists and logs; the secret is shown once and never stored. */
record ApiKey(String id, String secret) {
    private static final Pattern FORM = Pattern.compile("ll_([0-9A-Za-z]{1,64})_([0-9A-Za-z]{16,128})");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Optional<ApiKey> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    static ApiKey random() {
        return new ApiKey(randomHex(6), randomHex(32));
    }

    String text() {
        return "ll_" + id + "_" + secret;
    }

    byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** Omits the secret, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
        return "ll_" + id + "_…";
    }

    private static String randomHex(int bytes) {
        byte[] random = new byte[bytes];
        RANDOM.nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
