package io.lotledger.export.proof;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;

/** The key pair that signs manifests and the checkpoints of the hash chain, as {@link Dsse} says. */
public final class ManifestKey {
    public static final String PAYLOAD_TYPE = "application/vnd.lotledger.manifest+json";

    private final KeyPair keys;

    public ManifestKey(KeyPair keys) {
        this.keys = keys;
    }

    /** The first half of the SHA-256 of the public key, in hexadecimal. */
    public String id() {
        return Dsse.keyId(publicKey());
    }

    /** The public key in PEM format. */
    public String pem() {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(publicKey().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n";
    }

    public byte[] sign(String payloadType, byte[] payload) {
        try {
            Signature signature = Signature.getInstance(Dsse.ALGORITHM);
            signature.initSign(keys.getPrivate());
            signature.update(Dsse.encoded(payloadType, payload));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM from 15 on signs with Ed25519", e);
        }
    }

    boolean signed(byte[] payload, byte[] signature) {
        return Dsse.verifies(publicKey(), PAYLOAD_TYPE, payload, signature);
    }

    public PublicKey publicKey() {
        return keys.getPublic();
    }
}
