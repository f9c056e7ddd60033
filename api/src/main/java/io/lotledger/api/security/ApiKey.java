package io.lotledger.api.security;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * {@code ll_<id>_<secret>}: the id identifies the key in lists and logs; the secret is shown once and never stored. A key that we
 * make has an id of {@code k} and {@value #ID_LENGTH} characters, and its secret of {@value #SECRET_LENGTH} characters ends in a
 * checksum, so that a typo is seen without a look-up. Keys of before and keys that an operator chose have none.
 */
public record ApiKey(String id, String secret) {
    private static final Pattern FORM = Pattern.compile("ll_([0-9A-Za-z]{1,64})_([0-9A-Za-z]{16,128})");
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 12;
    private static final int CHECKSUM_LENGTH = 6;
    private static final int SECRET_LENGTH = 50;
    private static final Pattern MADE_ID = Pattern.compile("k[0-9A-Za-z]{" + ID_LENGTH + "}");
    private static final SecureRandom RANDOM = new SecureRandom();

    static Optional<ApiKey> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches() ? Optional.of(new ApiKey(matcher.group(1), matcher.group(2))) : Optional.empty();
    }

    /** A new key, whose secret has 262 random bits. */
    public static ApiKey random() {
        return withSecret("k" + randomText(ID_LENGTH));
    }

    /** The same key with a new secret. */
    public static ApiKey withSecret(String id) {
        String random = randomText(SECRET_LENGTH - CHECKSUM_LENGTH);
        return new ApiKey(id, random + checksum(id, random));
    }

    public String text() {
        return "ll_" + id + "_" + secret;
    }

    /** Whether the key's checksum says that it was not copied in full or has a typo. */
    boolean hasTypo() {
        if (!MADE_ID.matcher(id).matches()) return false;
        if (secret.length() != SECRET_LENGTH) return true;
        int end = SECRET_LENGTH - CHECKSUM_LENGTH;
        return !checksum(id, secret.substring(0, end)).equals(secret.substring(end));
    }

    public byte[] secretHash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** A part of the hash: tells the secrets of one key from each other, and opens nothing. */
    static String fingerprint(byte[] secretHash) {
        return HexFormat.of().formatHex(secretHash, 0, 8);
    }

    /** Omits the secret, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
        return "ll_" + id + "_…";
    }

    private static String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) text.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        return text.toString();
    }

    /** CRC-32 in base 62. */
    private static String checksum(String id, String random) {
        CRC32 crc = new CRC32();
        crc.update((id + "_" + random).getBytes(US_ASCII));
        long rest = crc.getValue();
        char[] digits = new char[CHECKSUM_LENGTH];
        for (int i = CHECKSUM_LENGTH - 1; i >= 0; i--) {
            digits[i] = ALPHABET.charAt((int) (rest % ALPHABET.length()));
            rest /= ALPHABET.length();
        }
        return new String(digits);
    }
}
