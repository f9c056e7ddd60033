package io.lotledger.api.organisations;

import io.lotledger.api.limits.KeyLimits;
import io.lotledger.api.security.Role;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a new key shall be, or what a key shall be from now on. {@link KeyRules} has checked it.
 *
 * @param expiresAt null for never
 */
public record KeyOrder(
        String name,
        Set<Role> roles,
        KeyLimits limits,
        @Nullable Instant expiresAt) {
    public KeyOrder {
        roles = Set.copyOf(roles);
    }
}
