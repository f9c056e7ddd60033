package io.lotledger.api.security;

import java.util.Set;

/**
 * Somebody whom the OpenID provider has authenticated.
 *
 * @param subject the provider's id of the person
 * @param name as people call the person
 * @param organisation name or id of the person's organisation
 */
public record OidcPerson(String subject, String name, String organisation, Set<Role> roles) {
    private static final String PREFIX = "oidc:";

    public OidcPerson {
        roles = Set.copyOf(roles);
    }

    /** What stands in place of a key's id in histories. No key has such an id. */
    String keyId() {
        return PREFIX + subject;
    }
}
