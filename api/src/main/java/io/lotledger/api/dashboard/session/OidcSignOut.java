package io.lotledger.api.dashboard.session;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/**
 * Signs people out at the OpenID provider too, where its metadata has an {@code end_session_endpoint} (OpenID Connect RP-Initiated
 * Logout 1.0). Otherwise the next click on its button would sign the next reader of a shared screen in without a password.
 */
final class OidcSignOut extends OidcClientInitiatedLogoutSuccessHandler {
    private static final Logger LOG = LoggerFactory.getLogger(OidcSignOut.class);
    private static final String HERE = PageRules.ROOT + "/sign-in";

    private final ClientRegistrationRepository provider;

    OidcSignOut(ClientRegistrationRepository provider) {
        super(provider);
        this.provider = provider;
        setDefaultTargetUrl(HERE);
        setPostLogoutRedirectUri("{baseUrl}" + HERE);
    }

    /** Whether the provider takes part. It has answered just now, so this asks nothing of it. */
    boolean isOffered() {
        ClientRegistration client = provider.findByRegistrationId(OidcSignIn.REGISTRATION);
        return client != null
                && client.getProviderDetails().getConfigurationMetadata().get("end_session_endpoint") != null;
    }

    /**
     * Where the browser goes next: to the provider, which ends its session and sends the browser back, or to the sign-in page, which
     * says so when the provider is away.
     *
     * @param idToken the provider's, from the sign-in; it names the session that ends
     */
    String target(HttpServletRequest request, HttpServletResponse response, String idToken) {
        OidcIdToken hint = new OidcIdToken(idToken, null, null, Map.of("sub", "unused"));
        OAuth2AuthenticationToken person =
                new OAuth2AuthenticationToken(new DefaultOidcUser(List.of(), hint), List.of(), OidcSignIn.REGISTRATION);
        try {
            return determineTargetUrl(request, response, person);
        } catch (IllegalArgumentException
                | IllegalStateException e) { // after a restart, nothing is known of the provider
            LOG.warn("Somebody signed out here, but not at the OpenID provider: {}", e.toString());
            return HERE + "?ended=" + SignedOut.HERE_ONLY.parameter();
        }
    }
}
