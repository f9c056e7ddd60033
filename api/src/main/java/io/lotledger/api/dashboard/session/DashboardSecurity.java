package io.lotledger.api.dashboard.session;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.OidcPeople;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.csrf.CookieCsrfTokenRepository;
import org.springframework.security.web.csrf.CsrfException;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** The dashboard's own filter chain: a session instead of a key, forged requests refused, and a strict content policy. */
@Configuration(proxyBeanMethods = false)
public class DashboardSecurity {
    /** Everything comes from this server, and no page may be framed. */
    static final String CONTENT_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
            + "object-src 'none'";

    /** The attribute that holds the problem of a request that was refused, for the page that shows it. */
    public static final String REFUSAL = DashboardSecurity.class.getName() + ".refusal";

    /** {@code spring.servlet.multipart.max-request-size}. */
    private static final long MOST_BYTES = 21 << 20;

    private static final List<String> OPEN = List.of(
            PageRules.ROOT + "/sign-in", OidcSignIn.START, PageRules.ROOT + "/sign-out", PageRules.ROOT + "/assets/**");

    @Bean
    CsrfTokenRepository dashboardCsrf() {
        CookieCsrfTokenRepository tokens = new CookieCsrfTokenRepository();
        tokens.setCookieName("ll_csrf");
        tokens.setCookiePath(PageRules.ROOT);
        tokens.setCookieCustomizer(cookie -> cookie.sameSite("Strict").httpOnly(true));
        return tokens;
    }

    @Bean
    @Order(1)
    SecurityFilterChain dashboard(
            HttpSecurity http,
            ApiKeys keys,
            OidcPeople people,
            OidcSignIn provider,
            DashboardSession sessions,
            CsrfTokenRepository csrf)
            throws Exception {
        provider.addTo(http);
        SignedInFilter signedIn = new SignedInFilter(sessions, keys, people);
        return http.securityMatcher(PageRules.ROOT, PageRules.ROOT + "/**")
                .csrf(forged -> forged.csrfTokenRepository(csrf))
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .anonymous(anonymous -> anonymous.disable())
                .addFilterAfter(new CrossSiteEntry(), HeaderWriterFilter.class)
                .addFilterBefore(signedIn, AuthorizationFilter.class)
                .authorizeHttpRequests(pages -> {
                    pages.dispatcherTypeMatchers(DispatcherType.FORWARD, DispatcherType.ERROR)
                            .permitAll();
                    pages.requestMatchers(OPEN.toArray(String[]::new)).permitAll();
                    PageRules.ALL.forEach(rule -> pages.requestMatchers(rule.requests())
                            .access((person, context) -> new AuthorizationDecision(
                                    person.get().getPrincipal() instanceof Caller caller && rule.opensFor(caller))));
                    pages.anyRequest().denyAll();
                })
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                        .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                        .crossOriginOpenerPolicy(policy -> policy.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                        .crossOriginResourcePolicy(policy -> policy.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=()")))
                .exceptionHandling(
                        refused -> refused.authenticationEntryPoint((request, response, e) -> signIn(request, response))
                                .accessDeniedHandler((request, response, e) -> refuse(request, response, e, signedIn)))
                .build();
    }

    /** A part of a page must not become a sign-in page: the whole page goes there. */
    private static void signIn(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (request.getHeader("HX-Request") != null) {
            response.setHeader("HX-Redirect", WayBack.signIn(request));
            response.setStatus(401);
        } else if (request.getHeader("X-Requested-With") != null) {
            response.setStatus(401);
        } else {
            response.sendRedirect(WayBack.signIn(request));
        }
    }

    private static void refuse(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException e, SignedInFilter signedIn)
            throws IOException, ServletException {
        boolean isForged = e instanceof CsrfException;
        if (isForged && PageRules.covers(request) && !signedIn.isSignedIn(request)) { // the token went with the session
            signIn(request, response);
            return;
        }
        request.setAttribute(REFUSAL, refusal(request, e));
        request.getRequestDispatcher(PageRules.ROOT + "/refused").forward(request, response);
    }

    private static ProblemException refusal(HttpServletRequest request, AccessDeniedException e) {
        String title = "This page is not open to your key";
        if (e instanceof CsrfException && request.getContentLengthLong() > MOST_BYTES) { // its token was not read
            return new ProblemException(
                    413,
                    "epcisException:CaptureLimitExceededException",
                    "The file is too large for this page",
                    "Nothing was stored. This page takes 20 MB; send a larger file in parts, or from a program.",
                    Map.of());
        }
        if (e instanceof CsrfException) {
            return new ProblemException(
                    403,
                    "epcisException:SecurityException",
                    "The form is too old",
                    "Nothing was changed. Load the page again and send the form once more.",
                    Map.of());
        }
        if (!PageRules.covers(request))
            return ProblemException.notFound("There is no page at " + request.getRequestURI() + ".");
        List<String> needed = PageRules.needed(request);
        String detail = needed.isEmpty()
                ? "It concerns every organisation and needs an admin key of the organisation that operates the server."
                : "It needs the role " + String.join(" or ", needed)
                        + ". An admin of your organisation makes keys under Keys.";
        return new ProblemException(403, "epcisException:SecurityException", title, detail, Map.of());
    }
}
