package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A key as lists show it: without its secret.
 *
 * @param limits those in force: the organisation's where its own are higher
 * @param expiresAt null for never
 * @param lastUsedAt up to a minute old; null for never, or for a use before version 0.1 of the ledger wrote it down
 * @param replacedSecrets those that still work, the one replaced last first
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
        List<ReplacedSecret> replacedSecrets,
        @Nullable Instant revokedAt,
        Status status) {

    public OrganisationKey {
        replacedSecrets = List.copyOf(replacedSecrets);
    }

    /** @param worksUntil as its rotation promised, and not beyond the end of the key */
    public record ReplacedSecret(Instant replacedAt, Instant worksUntil) {}

    /** Until when the secret before the last rotation works; null when it works no more. */
    public @Nullable Instant previousSecretUntil() {
        return replacedSecrets.stream()
                .filter(secret -> secret.replacedAt().equals(rotatedAt))
                .map(ReplacedSecret::worksUntil)
                .findFirst()
                .orElse(null);
    }

    public enum Status {
        ACTIVE,
        EXPIRED,
        REVOKED
    }
}
