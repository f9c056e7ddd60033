package io.lotledger.api.security;

import io.lotledger.api.limits.KeyLimits;
import java.security.MessageDigest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A key of the table that is not revoked. It may have expired, and its organisation may be suspended. */
final class ValidKey {
    private final Caller caller;
    private final KeyLimits limits;
    private final Secret secret;
    private final @Nullable Secret previous;
    private final @Nullable Instant expiresAt;
    private final boolean ofSuspended;

    /** @param until when it stops working; null for never */
    @SuppressWarnings("ArrayRecordComponent") // compared by isOf, never by equals
    record Secret(byte[] hash, @Nullable Instant until) {
        /** Compares in constant time. */
        boolean isOf(ApiKey key, Instant now) {
            return MessageDigest.isEqual(hash, key.secretHash()) && (until == null || now.isBefore(until));
        }
    }

    /** @param previous the secret before the last rotation, while it still works */
    ValidKey(
            Caller caller,
            KeyLimits limits,
            Secret secret,
            @Nullable Secret previous,
            @Nullable Instant expiresAt,
            boolean ofSuspended) {
        this.caller = caller;
        this.limits = limits;
        this.secret = secret;
        this.previous = previous;
        this.expiresAt = expiresAt;
        this.ofSuspended = ofSuspended;
    }

    Caller caller() {
        return caller;
    }

    KeyLimits limits() {
        return limits;
    }

    boolean hasSecretOf(ApiKey key, Instant now) {
        return secret.isOf(key, now) || (previous != null && previous.isOf(key, now));
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean isOfSuspended() {
        return ofSuspended;
    }
}
