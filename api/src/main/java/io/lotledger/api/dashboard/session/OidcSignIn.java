package io.lotledger.api.dashboard.session;

import io.lotledger.api.security.Caller;
import io.lotledger.api.security.OidcPeople;
import io.lotledger.api.security.OidcPerson;
import io.lotledger.api.security.OidcSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.registration.InMemoryClientRegistrationRepository;
import org.springframework.security.oauth2.client.registration.SupplierClientRegistrationRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.context.NullSecurityContextRepository;
import org.springframework.stereotype.Component;

/**
 * Signs people in by the OpenID provider (authorization code with PKCE). What the provider says of a person goes into the session. Of
 * its tokens only the identity token is kept there, and only for {@link OidcSignOut}. The state of a sign-in under way is in a session of five minutes: a provider sends the browser back from another
 * site, {@link CrossSiteEntry} lets it ask again from ours, and then the strict cookie comes along.
 */
@Component
class OidcSignIn {
    static final String REGISTRATION = "oidc";
    /** The link of the sign-in page. */
    static final String START = PageRules.ROOT + "/sign-in/provider";
    /** The filter of Spring Security that sends the browser to the provider. */
    static final String AUTHORIZATION = PageRules.ROOT + "/sign-in/authorization/" + REGISTRATION;

    static final String CALLBACK = PageRules.ROOT + "/sign-in/callback";

    private static final Logger LOG = LoggerFactory.getLogger(OidcSignIn.class);
    private static final int SECONDS_TO_SIGN_IN = 300;
    private static final String NEXT = "next";
    private static final String FAULT = "fault";

    private final OidcSettings settings;
    private final OidcPeople people;
    private final DashboardSession sessions;
    private final ClientRegistrationRepository provider =
            new SupplierClientRegistrationRepository(() -> new InMemoryClientRegistrationRepository(registration()));
    private final OidcSignOut signOut = new OidcSignOut(provider);

    OidcSignIn(OidcSettings settings, OidcPeople people, DashboardSession sessions) {
        this.settings = settings;
        this.people = people;
        this.sessions = sessions;
    }

    void addTo(HttpSecurity dashboard) throws Exception {
        if (!settings.signsIn()) return;
        dashboard.oauth2Login(login -> login.clientRegistrationRepository(provider)
                .authorizedClientRepository(new NoTokens())
                .loginPage(PageRules.ROOT + "/sign-in")
                .authorizationEndpoint(start -> start.baseUri(PageRules.ROOT + "/sign-in/authorization"))
                .redirectionEndpoint(back -> back.baseUri(CALLBACK))
                .securityContextRepository(new NullSecurityContextRepository())
                .successHandler(this::signedIn)
                .failureHandler(this::failed));
    }

    private ClientRegistration registration() {
        return ClientRegistrations.fromIssuerLocation(Objects.requireNonNull(settings.issuer()))
                .registrationId(REGISTRATION)
                .clientId(Objects.requireNonNull(settings.clientId()))
                .clientSecret(Objects.requireNonNull(settings.clientSecret()))
                .scope(settings.scopes())
                .redirectUri("{baseUrl}" + CALLBACK)
                .build();
    }

    /** Notes where the person wanted to go, before the provider is asked. */
    void remember(HttpServletRequest request, String next) {
        HttpSession session = request.getSession(true);
        session.setAttribute(NEXT, next);
        if (session.isNew())
            session.setMaxInactiveInterval(SECONDS_TO_SIGN_IN); // not that of somebody who is signed in
    }

    private void signedIn(HttpServletRequest request, HttpServletResponse response, Authentication authenticated)
            throws IOException {
        OidcUser user = (OidcUser) Objects.requireNonNull(authenticated.getPrincipal());
        try {
            OidcPerson person = people.person(user.getClaims());
            Optional<Caller> caller = people.caller(person);
            if (caller.isEmpty()) {
                fail(
                        request,
                        response,
                        "The organisation of this account is suspended. Ask the operator of the server.");
                return;
            }
            Object next = request.getSession(true).getAttribute(NEXT);
            sessions.begin(
                    request, person, signOut.isOffered() ? user.getIdToken().getTokenValue() : null);
            response.sendRedirect(WayBack.of(next instanceof String page ? page : null));
        } catch (OidcPeople.NotMappedException e) {
            fail(request, response, String.valueOf(e.getMessage()));
        }
    }

    private void failed(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        LOG.warn("A sign-in by the OpenID provider failed: {}", e.toString());
        String code = e instanceof OAuth2AuthenticationException refused
                ? refused.getError().getErrorCode()
                : "";
        fail(
                request,
                response,
                switch (code) {
                    case "access_denied" -> "The provider did not let you in.";
                    case "authorization_request_not_found" ->
                        "The sign-in took longer than five minutes, or was begun in another browser. Try again.";
                    default -> "The sign-in with your account failed. Try again; an API key works meanwhile.";
                });
    }

    private void fail(HttpServletRequest request, HttpServletResponse response, String fault) throws IOException {
        sessions.end(request);
        request.getSession(true).setAttribute(FAULT, fault);
        request.getSession().setMaxInactiveInterval(SECONDS_TO_SIGN_IN);
        response.sendRedirect(PageRules.ROOT + "/sign-in");
    }

    /**
     * Ends the session, and says where the browser goes next: to the provider, for a person whose session it can end, else to our
     * sign-in page.
     */
    String signOut(HttpServletRequest request, HttpServletResponse response) {
        Optional<String> idToken = sessions.idToken(request);
        sessions.end(request);
        return idToken.filter(token -> settings.signsIn())
                .map(token -> signOut.target(request, response, token))
                .orElse(PageRules.ROOT + "/sign-in");
    }

    /** What went wrong with the sign-in before, once. */
    @Nullable
    String fault(HttpServletRequest request) {
        if (request.getSession(false) == null) return null;
        Object fault = request.getSession().getAttribute(FAULT);
        request.getSession().removeAttribute(FAULT);
        return fault instanceof String text ? text : null;
    }

    /** The text of the button; null when keys are the only way in. */
    @Nullable
    String buttonText() {
        return settings.signsIn() ? settings.buttonText() : null;
    }
}
