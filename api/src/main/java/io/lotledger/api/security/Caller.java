package io.lotledger.api.security;

import java.util.Set;
import java.util.UUID;

/**
 * The organisation and roles of the key a request carries. Controllers take it as {@code @AuthenticationPrincipal Caller}.
 *
 * @param ofFirstOrganisation whether the organisation is the ledger's first: its admins operate the server
 */
public record Caller(UUID organisation, String keyId, Set<Role> roles, boolean ofFirstOrganisation) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether the caller may act for every organisation: rebuild tables, read metrics and health details. */
    public boolean isOperator() {
        return ofFirstOrganisation && roles.contains(Role.ADMIN);
    }
}
