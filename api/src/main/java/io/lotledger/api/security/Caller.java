package io.lotledger.api.security;

import java.util.Set;
import java.util.UUID;

/** Who calls: the key's organisation and roles. Controllers take it as {@code @AuthenticationPrincipal Caller}. */
public record Caller(UUID organisation, String keyId, Set<Role> roles) {
    public Caller {
        roles = Set.copyOf(roles);
    }
}
