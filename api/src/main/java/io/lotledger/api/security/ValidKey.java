package io.lotledger.api.security;

import java.security.MessageDigest;

/** A key that is not revoked, as the table has it. */
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

    /** In a time that tells nothing of how nearly it has. */
    boolean hasSecretOf(ApiKey key) {
        return MessageDigest.isEqual(secretHash, key.secretHash());
    }
}
