package io.lotledger.export.proof;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.HexFormat;

/**
 * Signs manifests with Ed25519 (RFC 8032). It signs DSSE's pre-authentication encoding, {@code DSSEv1 <length> <type>
 * <length> <payload>}, so that a signature of one document type is never valid for another.
 */
public final class ManifestKey {
    static final String PAYLOAD_TYPE = "application/vnd.lotledger.manifest+json";
    private static final String ALGORITHM = "Ed25519";
    private static final int ID_LENGTH = 16;

    private final KeyPair keys;

    public ManifestKey(KeyPair keys) {
        this.keys = keys;
    }

    /** The first half of the SHA-256 of the public key, in hexadecimal. */
    public String id() {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(publicKey().getEncoded());
            return HexFormat.of().formatHex(digest, 0, ID_LENGTH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** The public key in PEM format. */
    public String pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    byte[] sign(byte[] payload) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(encoded(payload));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM from 15 on signs with Ed25519", e);
        }
    }

    boolean signed(byte[] payload, byte[] signature) {
        try {
            Signature check = Signature.getInstance(ALGORITHM);
            check.initVerify(publicKey());
            check.update(encoded(payload));
            return check.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // not a well-formed signature
        }
    }

    private PublicKey publicKey() {
        return keys.getPublic();
    }

    private static byte[] encoded(byte[] payload) {
        byte[] head = ("DSSEv1 " + PAYLOAD_TYPE.length() + " " + PAYLOAD_TYPE + " " + payload.length + " ")
                .getBytes(StandardCharsets.UTF_8);
        byte[] all = new byte[head.length + payload.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(payload, 0, all, head.length, payload.length);
        return all;
    }
}
