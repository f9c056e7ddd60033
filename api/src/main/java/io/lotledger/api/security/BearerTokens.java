package io.lotledger.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;
import org.springframework.stereotype.Component;

/** Checks bearer tokens: signed by the OpenID provider, for this service, and valid now. */
@Component
public class BearerTokens {
    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

    private static final String BEARER = "Bearer ";

    private final OidcSettings settings;
    private final OidcPeople people;
    private final JwtDecoder decoder;

    BearerTokens(OidcSettings settings, OidcPeople people) {
        this.settings = settings;
        this.people = people;
        // the provider is asked for its keys with the first token, so that the server starts without it
        this.decoder = new SupplierJwtDecoder(() -> decoder(settings));
    }

    private static JwtDecoder decoder(OidcSettings settings) {
        String issuer = Objects.requireNonNull(settings.issuer());
        String audience = Objects.requireNonNull(settings.tokenAudience());
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withIssuerLocation(issuer).build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer),
                new JwtClaimValidator<List<String>>("aud", aud -> aud != null && aud.contains(audience))));
        return decoder;
    }

    boolean areTaken() {
        return settings.isConfigured();
    }

    /** Why a token opens nothing. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        /** @param status 401 for a token that is not valid, 403 for a person with nothing here, 503 without the provider */
        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    /** The token of the request; empty when it sends none. */
    public static Optional<String> sentIn(HttpServletRequest request) {
        @Nullable String authorization = request.getHeader("Authorization");
        boolean isBearer = authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
        return isBearer ? Optional.of(authorization.substring(BEARER.length()).strip()) : Optional.empty();
    }

    /** Why the token opens nothing now that needs the role; empty while it works, or while the provider is away. */
    public Optional<String> refusal(String token, Role needed) {
        String changed = "The organisation or the roles of this account changed; it opens nothing now.";
        try {
            return check(token).caller().holds(needed) ? Optional.empty() : Optional.of(changed);
        } catch (RefusedException e) {
            return switch (e.status()) {
                case 401 -> Optional.of("The bearer token has expired. Ask your provider for a new one.");
                case 403 -> Optional.of(changed);
                default -> Optional.empty();
            };
        }
    }

    KeyCheck.Accepted check(String token) throws RefusedException {
        KeyCheck check;
        try {
            Jwt jwt = decoder.decode(token);
            check = people.check(people.person(jwt.getClaims()));
        } catch (BadJwtException e) {
            throw new RefusedException(
                    401,
                    "The bearer token is not valid here: " + e.getMessage() + ". Ask your provider for a new one.");
        } catch (JwtException | JwtDecoderInitializationException e) {
            LOG.warn("A bearer token cannot be checked: {}", e.toString());
            throw new RefusedException(
                    503,
                    "The OpenID provider " + settings.issuer()
                            + " does not answer, so the bearer token cannot be checked. An API key in X-API-Key works meanwhile.");
        } catch (OidcPeople.NotMappedException e) {
            throw new RefusedException(403, String.valueOf(e.getMessage()));
        }
        if (check instanceof KeyCheck.Accepted accepted) return accepted;
        throw new RefusedException(
                403, "The organisation of this account is suspended. Ask the operator of the server.");
    }
}
