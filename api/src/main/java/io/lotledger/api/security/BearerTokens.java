package io.lotledger.api.security;

import java.util.List;
import java.util.Objects;
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
class BearerTokens {
    private static final Logger LOG = LoggerFactory.getLogger(BearerTokens.class);

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
