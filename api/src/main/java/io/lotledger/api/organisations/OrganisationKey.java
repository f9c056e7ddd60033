package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.security.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as lists show it: without its secret.
 *
 * @param limits those in force: the organisation's where its own are higher
 * @param expiresAt null for never
 * @param lastUsedAt up to a minute old; null for never, or for a use before version 0.1 of the ledger wrote it down
 * @param previousSecretUntil until when the secret before the last rotation works; null when it works no more
 */
public record OrganisationKey(
        String keyId,
        String name,
        Set<Role> roles,
        KeyLimits limits,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousSecretUntil,
        @Nullable Instant revokedAt,
        Status status) {

    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
