package io.lotledger.api.security;

import io.lotledger.api.limits.RateLimits;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ContentSecurityPolicyHeaderWriter;
import org.springframework.security.web.header.writers.DelegatingRequestMatcherHeaderWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.NegatedRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Applies {@link PathRules} to all requests. A path without a rule is refused, whatever is mapped to it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OidcSettings.class)
class SecurityConfiguration {
    private static final String API = "/epcis/api/2.0";
    /** Spring's own, applied to UTF-8: clients send more than ASCII, and Tomcat reads it as Latin-1. */
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\p{IsAssigned}&&[^\\p{IsControl}]]*");

    /** Swagger UI loads its own files alone and calls this server alone; it writes styles into its elements. */
    private static final String SWAGGER_UI =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    private static final RequestMatcher SWAGGER_UI_PATHS =
            PathPatternRequestMatcher.withDefaults().matcher("/swagger-ui/**");

    /** An answer is data: a browser runs and loads nothing for it. A drawing has styles of its own. */
    private static final String DATA =
            "default-src 'none'; style-src 'unsafe-inline'; object-src 'none'; base-uri 'none';"
                    + " frame-ancestors 'none'";

    /** Disables the timer around each filter, which costs more than the filters. Whole requests are measured. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain apiSecurity(HttpSecurity http, ApiKeys keys, BearerTokens tokens, RateLimits limits)
            throws Exception {
        return http.csrf(csrf -> csrf.disable()) // no cookie is read, so no request can be forged
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ApiKeyFilter(keys, tokens, limits), AuthorizationFilter.class)
                .authorizeHttpRequests(paths -> {
                    paths.requestMatchers(PathRules.PUBLIC).permitAll();
                    PathRules.ALL.forEach(
                            rule -> paths.requestMatchers(rule.paths()).hasAnyAuthority(rule.authorities()));
                    paths.anyRequest().denyAll();
                })
                .headers(headers -> headers.addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                SWAGGER_UI_PATHS, new ContentSecurityPolicyHeaderWriter(SWAGGER_UI)))
                        .addHeaderWriter(new DelegatingRequestMatcherHeaderWriter(
                                new NegatedRequestMatcher(SWAGGER_UI_PATHS),
                                new ContentSecurityPolicyHeaderWriter(DATA))))
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, e) -> {
                            Optional<BearerTokens.RefusedException> token = ApiKeyFilter.refusedToken(request);
                            if (token.isPresent()) {
                                refuse(token.get(), request, response);
                                return;
                            }
                            boolean suspended = ApiKeyFilter.refusal(request)
                                    .filter(KeyCheck.Refused.SUSPENDED::equals)
                                    .isPresent();
                            if (!suspended) response.setHeader("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
                            Problems.write(request, response, suspended ? ofSuspended() : noKey(request));
                        })
                        .accessDeniedHandler(
                                (request, response, e) -> Problems.write(request, response, denied(request))))
                .build();
    }

    /**
     * An event's id in a path is a percent-encoded URI (EPCIS 2.0 §12), which may contain {@code %2F} and {@code %3B}.
     * {@code RequestRules} has made each semicolon {@code %3B}.
     */
    @Bean
    HttpFirewall urisInPaths() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        firewall.setAllowedHeaderValues(value -> HEADER_VALUE
                .matcher(new String(value.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8))
                .matches());
        return firewall;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return server -> server.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    /** Keeps Spring from creating a user and printing its password: callers have keys, not passwords. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException("callers authenticate with an X-API-Key");
        };
    }

    /** The authenticated caller: Spring denies access only to those, and answers others 401. */
    private static Caller caller() {
        Object principal = Objects.requireNonNull(
                        SecurityContextHolder.getContext().getAuthentication())
                .getPrincipal();
        return (Caller) Objects.requireNonNull(principal);
    }

    /** What has no rule answers as if nothing were there. */
    private static ProblemException denied(HttpServletRequest request) {
        return PathRules.of(request).isPresent()
                ? noRole(request, caller())
                : ProblemException.nothingAt(request.getMethod(), request.getRequestURI());
    }

    private static ProblemException ofSuspended() {
        return new ProblemException(
                403,
                "epcisException:SecurityException",
                "The organisation is suspended",
                KeyCheck.Refused.SUSPENDED.detail(),
                Map.of());
    }

    private static void refuse(
            BearerTokens.RefusedException token, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String title = "The bearer token opens nothing";
        if (token.status() == 401) response.setHeader("WWW-Authenticate", "Bearer error=\"invalid_token\"");
        if (token.status() == 503) {
            title = "The OpenID provider does not answer";
            response.setHeader("Retry-After", ProblemException.RETRY_AFTER_SECONDS);
        }
        Problems.write(
                request,
                response,
                new ProblemException(
                        token.status(),
                        "epcisException:SecurityException",
                        title,
                        String.valueOf(token.getMessage()),
                        Map.of()));
    }

    private static ProblemException noKey(HttpServletRequest request) {
        return new ProblemException(
                401, "epcisException:SecurityException", "No valid API key", missing(request), Map.of());
    }

    private static String missing(HttpServletRequest request) {
        Optional<KeyCheck.Refused> refusal = ApiKeyFilter.refusal(request);
        if (refusal.isPresent()) return refusal.get().detail();
        String authorization = request.getHeader("Authorization");
        if (authorization != null) {
            String scheme = authorization.strip().split("\\s", 2)[0];
            return "Send the key in the X-API-Key header, not as "
                    + (scheme.equalsIgnoreCase("Bearer") ? "a Bearer token" : "Authorization");
        }
        return "Send an API key in the X-API-Key header. A key looks like ll_<id>_<secret>; an admin of your organisation creates one with POST "
                + API + "/keys.";
    }

    /** Names the required roles and those of the key. */
    private static ProblemException noRole(HttpServletRequest request, Caller caller) {
        List<String> needed = PathRules.of(request).map(PathRules.Rule::roles).orElse(List.of()).stream()
                .map(Role::word)
                .toList();
        List<String> held = caller.roles().stream().map(Role::word).sorted().toList();
        String detail = needed.isEmpty()
                ? "This affects every organisation and needs an admin key of the organisation that operates the server."
                : "This needs the role " + oneOf(needed) + "; your " + (caller.personName() == null ? "key" : "account")
                        + " has " + allOf(held) + ". An admin of your organisation creates keys with POST " + API
                        + "/keys.";
        return new ProblemException(
                403,
                "epcisException:SecurityException",
                "The key lacks the role",
                detail,
                Map.of("needed_roles", needed, "your_roles", held));
    }

    private static String oneOf(List<String> roles) {
        List<String> quoted = roles.stream().map(role -> "'" + role + "'").toList();
        int last = quoted.size() - 1;
        return last == 0 ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
    }

    private static String allOf(List<String> roles) {
        return roles.isEmpty()
                ? "none"
                : roles.stream().map(role -> "'" + role + "'").collect(Collectors.joining(", "));
    }
}
