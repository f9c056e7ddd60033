package io.lotledger.api.security;

import io.lotledger.api.limits.KeyLimits;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/** A key of the table that is not revoked. It may have expired, and its organisation may be suspended. */
final class ValidKey {
    private final Caller caller;
    private final KeyLimits limits;
    private final Secret secret;
    private final @Nullable Secret previous;
    private final @Nullable Instant rotatedAt;
    private final @Nullable Instant expiresAt;
    private final boolean ofSuspended;

    /** @param until when it stops working; null for never */
    @SuppressWarnings("ArrayRecordComponent") // compared by isOf, never by equals
    record Secret(byte[] hash, @Nullable Instant until) {
        /** Compares in constant time. */
        boolean isOf(ApiKey key, Instant now) {
            return MessageDigest.isEqual(hash, key.secretHash()) && works(now);
        }

        boolean works(Instant now) {
            return until == null || now.isBefore(until);
        }
    }

    /** @param previous the secret before the last rotation, while it still works */
    ValidKey(
            Caller caller,
            KeyLimits limits,
            Secret secret,
            @Nullable Secret previous,
            @Nullable Instant rotatedAt,
            @Nullable Instant expiresAt,
            boolean ofSuspended) {
        this.caller = caller;
        this.limits = limits;
        this.secret = secret;
        this.previous = previous;
        this.rotatedAt = rotatedAt;
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

    /** Whether a session that began then may go on: the secret is the same, or the one before it still works. */
    boolean keepsSessionOf(Instant began, Instant now) {
        return rotatedAt == null
                || !began.isBefore(rotatedAt.truncatedTo(ChronoUnit.MILLIS)) // a session's start has milliseconds
                || (previous != null && previous.works(now));
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean isOfSuspended() {
        return ofSuspended;
    }
}
