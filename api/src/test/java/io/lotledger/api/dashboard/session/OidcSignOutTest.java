package io.lotledger.api.dashboard.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.core.AuthorizationGrantType;

class OidcSignOutTest {
    private static final String END = "https://login.example.com/realms/food/logout?kind=full";

    private static ClientRegistrationRepository provider(Map<String, Object> metadata) {
        ClientRegistration client = ClientRegistration.withRegistrationId(OidcSignIn.REGISTRATION)
                .clientId("lotledger")
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                .redirectUri("{baseUrl}" + OidcSignIn.CALLBACK)
                .authorizationUri("https://login.example.com/authorize")
                .tokenUri("https://login.example.com/token")
                .providerConfigurationMetadata(metadata)
                .build();
        return id -> id.equals(OidcSignIn.REGISTRATION) ? client : null;
    }

    private static String target(OidcSignOut signOut) {
        MockHttpServletRequest request = new MockHttpServletRequest("POST", "/compliance/sign-out");
        request.setScheme("https");
        request.setServerName("lots.example.com");
        request.setServerPort(443);
        return signOut.target(request, new MockHttpServletResponse(), "ey.token");
    }

    @Test
    void browserGoesToTheProviderWithTheTokenAndTheWayBack() {
        OidcSignOut signOut = new OidcSignOut(provider(Map.of("end_session_endpoint", END)));

        assertThat(signOut.isOffered()).isTrue();
        assertThat(target(signOut))
                .isEqualTo(END + "&id_token_hint=ey.token"
                        + "&post_logout_redirect_uri=https://lots.example.com/compliance/sign-in");
    }

    @Test
    void providerWithoutAnEndOfSessionsIsNotVisited() {
        OidcSignOut signOut = new OidcSignOut(provider(Map.of("issuer", "https://login.example.com")));

        assertThat(signOut.isOffered()).isFalse();
        assertThat(target(signOut)).isEqualTo("/compliance/sign-in");
    }

    @Test
    void readerIsToldWhenTheProviderIsAway() {
        OidcSignOut signOut = new OidcSignOut(id -> {
            throw new IllegalArgumentException("Unable to resolve Configuration with the provided Issuer");
        });

        assertThat(target(signOut)).isEqualTo("/compliance/sign-in?ended=here_only");
        assertThat(SignedOut.of("here_only").map(SignedOut::words).orElseThrow())
                .contains("did not answer");
    }
}
