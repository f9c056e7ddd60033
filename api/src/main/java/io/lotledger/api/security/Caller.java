package io.lotledger.api.security;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The organisation and roles of the key that a request carries, or of the person whom the OpenID provider has authenticated.
 * Controllers take it as {@code @AuthenticationPrincipal Caller}.
 *
 * @param keyId of the key; of a person {@code oidc:} and the provider's subject
 * @param ofFirstOrganisation whether the organisation is the ledger's first: its admins operate the server
 * @param personName how people call the person; {@code null} for a key
 */
public record Caller(
        UUID organisation,
        String keyId,
        Set<Role> roles,
        boolean ofFirstOrganisation,
        @Nullable String personName) {
    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Of a key. */
    public Caller(UUID organisation, String keyId, Set<Role> roles, boolean ofFirstOrganisation) {
        this(organisation, keyId, roles, ofFirstOrganisation, null);
    }

    /** Whether the caller may act for every organisation: rebuild tables, read metrics and health details. */
    public boolean isOperator() {
        return ofFirstOrganisation && roles.contains(Role.ADMIN);
    }

    /** Whether the caller has the role. An admin has every role. */
    boolean holds(Role role) {
        return roles.contains(role) || roles.contains(Role.ADMIN);
    }

    /** For the security context: the caller as principal, its roles as authorities. An admin has every role. */
    public Authentication authentication() {
        Stream<Role> held = roles.contains(Role.ADMIN) ? Stream.of(Role.values()) : roles.stream();
        Stream<String> names = held.map(Role::name);
        if (isOperator()) names = Stream.concat(names, Stream.of(PathRules.OPERATOR));
        return UsernamePasswordAuthenticationToken.authenticated(
                this, null, names.map(SimpleGrantedAuthority::new).toList());
    }
}
