package io.lotledger.api.security;

import io.lotledger.api.limits.KeyLimits;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key of the table that is not revoked. It may have expired, and its organisation may be suspended. */
final class ValidKey {
    private final Caller caller;
    private final KeyLimits limits;
    private final byte[] secretHash;
    private final List<Replaced> replaced;
    private final @Nullable Instant rotatedAt;
    private final @Nullable Instant expiresAt;
    private final boolean ofSuspended;

    /** A secret that a rotation replaced, and that works until the time which the rotation promised. */
    @SuppressWarnings("ArrayRecordComponent") // compared by isOf, never by equals
    record Replaced(byte[] hash, Instant at, Instant until) {
        boolean works(Instant now) {
            return now.isBefore(until);
        }

        boolean isOf(ApiKey key, Instant now) {
            return isSecretOf(key, hash) && works(now);
        }
    }

    ValidKey(
            Caller caller,
            KeyLimits limits,
            byte[] secretHash,
            List<Replaced> replaced,
            @Nullable Instant rotatedAt,
            @Nullable Instant expiresAt,
            boolean ofSuspended) {
        this.caller = caller;
        this.limits = limits;
        this.secretHash = secretHash;
        this.replaced = List.copyOf(replaced);
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
        return isSecretOf(key, secretHash) || replaced.stream().anyMatch(secret -> secret.isOf(key, now));
    }

    /** Compares in constant time. */
    private static boolean isSecretOf(ApiKey key, byte[] hash) {
        return MessageDigest.isEqual(hash, key.secretHash());
    }

    /**
     * Whether a session that began then may go on: the secret that it began with still works. Of a session of an earlier version,
     * which secret that was is not known; it goes on if no rotation came after it, or a secret replaced since then still works.
     *
     * @param fingerprint of the secret
     */
    boolean keepsSessionOf(Instant began, @Nullable String fingerprint, Instant now) {
        if (fingerprint != null)
            return fingerprint.equals(ApiKey.fingerprint(secretHash))
                    || replaced.stream()
                            .anyMatch(secret ->
                                    fingerprint.equals(ApiKey.fingerprint(secret.hash())) && secret.works(now));
        return rotatedAt == null
                || !isBefore(began, rotatedAt)
                || replaced.stream().anyMatch(secret -> isBefore(began, secret.at()) && secret.works(now));
    }

    /** A session's start has milliseconds. */
    private static boolean isBefore(Instant began, Instant rotation) {
        return began.isBefore(rotation.truncatedTo(ChronoUnit.MILLIS));
    }

    boolean hasExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt);
    }

    boolean isOfSuspended() {
        return ofSuspended;
    }
}
