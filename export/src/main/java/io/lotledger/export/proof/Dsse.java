package io.lotledger.export.proof;

import io.lotledger.export.workbook.content.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ed25519 (RFC 8032) over DSSE's pre-authentication encoding, {@code DSSEv1 <length> <type> <length> <payload>}: a signature of
 * one document type is never valid for another.
 */
public final class Dsse {
    static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 16;
    private static final Pattern PEM = Pattern.compile("-----BEGIN PUBLIC KEY-----([^-]+)-----END PUBLIC KEY-----");

    private Dsse() {}

    public static boolean verifies(PublicKey key, String payloadType, byte[] payload, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(key);
            check.update(encoded(payloadType, payload));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not a well-formed signature
        }
    }

    /** The first half of the SHA-256 of a public key, in hexadecimal. */
    public static String keyId(PublicKey key) {
        return HexFormat.of().formatHex(Sha256.digest().digest(key.getEncoded()), 0, ID_LENGTH);
    }

    /**
     * Reads a public key in PEM format.
     *
     * @throws IllegalArgumentException when the text has none
     */
    public static PublicKey publicKey(String pem) {
        Matcher block = PEM.matcher(pem);
        if (!block.find()) throw new IllegalArgumentException("no PUBLIC KEY in PEM format");
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(block.group(1).getBytes(StandardCharsets.US_ASCII));
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("not an Ed25519 public key", e);
        }
    }

    /**
     * Decodes base64 that has one spelling only: unused bits of its last character are zero, and padding is there.
     *
     * @throws IllegalArgumentException when it has another spelling, or is no base64
     */
    public static byte[] decoded(String base64) {
        byte[] bytes = Base64.getDecoder().decode(base64);
        if (!Base64.getEncoder().encodeToString(bytes).equals(base64))
            throw new IllegalArgumentException("a base64 text was changed in bits that it does not use");
        return bytes;
    }

    static byte[] encoded(String payloadType, byte[] payload) {
        byte[] head = ("DSSEv1 " + payloadType.length() + " " + payloadType + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
