package io.lotledger.api.security;

import java.security.MessageDigest;

/** A key of the table that is not revoked. */
final class ValidKey {
    private final Caller caller;
    private final byte[] secretHash;

    ValidKey(Caller caller, byte[] secretHash) {
        this.caller = caller;
        this.secretHash = secretHash.clone();
    }

    Caller caller() {
        return caller;
    }

    /** Compares in constant time. */
    boolean hasSecretOf(ApiKey key) {
        return MessageDigest.isEqual(secretHash, key.secretHash());
    }
}
