package io.lotledger.api.security;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The OpenID provider whose people may use the API and the dashboard. Without an issuer there is none.
 *
 * @param issuer the provider's issuer identifier, as its {@code /.well-known/openid-configuration} has it
 * @param audience the {@code aud} that a bearer token of the API must have; {@code null} means the client id
 * @param organisationClaim claim with the name or id of the person's organisation; a dot leads into an object
 * @param rolesClaim claim with the person's roles, a list or a text of words; a dot leads into an object
 * @param roleMapping what the provider's roles are here; without any, its roles are called as ours
 * @param clientId of the dashboard at the provider; {@code null} leaves the dashboard to keys
 * @param scopes that the dashboard asks for
 * @param buttonText of the dashboard's sign-in page
 */
@ConfigurationProperties("lotledger.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @Nullable String audience,
        @DefaultValue("organisation") String organisationClaim,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue List<Mapping> roleMapping,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @DefaultValue({"openid", "profile"}) List<String> scopes,

        @DefaultValue("Sign in with your organisation’s account")
        String buttonText) {

    /**
     * @param from a role of the provider
     * @param to what its holders may do here
     */
    public record Mapping(String from, Set<Role> to) {}

    public OidcSettings {
        boolean isAnySet = Stream.of(audience, clientId, clientSecret).anyMatch(value -> value != null);
        if (issuer == null && isAnySet)
            throw new IllegalArgumentException(
                    "lotledger.oidc.* needs lotledger.oidc.issuer, the provider's issuer identifier");
        if (issuer != null && audience == null && clientId == null)
            throw new IllegalArgumentException(
                    "lotledger.oidc.issuer needs lotledger.oidc.audience or .client-id: a token for another service must not open this one");
        if ((clientId == null) != (clientSecret == null))
            throw new IllegalArgumentException("lotledger.oidc.client-id and .client-secret go together");
    }

    public boolean isConfigured() {
        return issuer != null;
    }

    /** Whether the dashboard offers it. */
    public boolean signsIn() {
        return issuer != null && clientId != null;
    }

    @Nullable
    String tokenAudience() {
        return audience == null ? clientId : audience;
    }

    /** Omits the secret, so that it cannot reach a log by accident. */
    @Override
    public String toString() {
        return "OidcSettings[issuer=" + issuer + ", audience=" + audience + ", clientId=" + clientId + "]";
    }
}
