package io.lotledger.api.security;

import static io.lotledger.api.security.Role.ADMIN;
import static io.lotledger.api.security.Role.AUDIT;
import static io.lotledger.api.security.Role.CAPTURE;
import static io.lotledger.api.security.Role.EXPORT;
import static io.lotledger.api.security.Role.QUERY;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;

/** Which role opens which path. Whatever is not named here asks for a key, with any role. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final String API = "/epcis/api/2.0";

    /** Requests are measured as a whole; a timer around each filter of the chain costs more than the chain. */
    @Bean
    SecurityObservationSettings securityObservations() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    SecurityFilterChain apiSecurity(HttpSecurity http, ApiKeys keys) throws Exception {
        return http.csrf(csrf -> csrf.disable()) // no cookie is ever read, so there is nothing to forge
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .addFilterBefore(new ApiKeyFilter(keys), AuthorizationFilter.class)
                .authorizeHttpRequests(paths -> paths.requestMatchers(
                                "/actuator/health", "/actuator/health/**", "/error")
                        .permitAll()
                        .requestMatchers(API + "/capture", API + "/capture/**")
                        .hasAnyAuthority(names(CAPTURE, ADMIN))
                        .requestMatchers(HttpMethod.POST, API + "/events")
                        .hasAnyAuthority(names(CAPTURE, ADMIN))
                        .requestMatchers(API + "/events", API + "/events/**", API + "/event-hashes")
                        .hasAnyAuthority(names(CAPTURE, QUERY, ADMIN))
                        .requestMatchers(API + "/traceability/lots/*/fda-export")
                        .hasAnyAuthority(names(EXPORT, ADMIN))
                        .requestMatchers(API + "/traceability/exports/*/history")
                        .hasAnyAuthority(names(AUDIT, ADMIN))
                        .requestMatchers(API + "/traceability/exports/*/verify")
                        .hasAnyAuthority(names(AUDIT, ADMIN))
                        .requestMatchers(API + "/traceability/exports/*/manifest", API + "/traceability/manifest-key")
                        .hasAnyAuthority(names(EXPORT, AUDIT, ADMIN))
                        .requestMatchers(HttpMethod.POST, API + "/traceability/exports")
                        .hasAnyAuthority(names(EXPORT, ADMIN))
                        .requestMatchers(API + "/traceability/exports", API + "/traceability/exports/*")
                        .hasAnyAuthority(names(EXPORT, AUDIT, ADMIN))
                        .requestMatchers(API + "/traceability/exports/**")
                        .hasAnyAuthority(names(EXPORT, ADMIN))
                        .requestMatchers(API + "/traceability/**")
                        .hasAnyAuthority(names(QUERY, EXPORT, ADMIN))
                        .requestMatchers(HttpMethod.GET, API + "/masterdata/**")
                        .hasAnyAuthority(names(QUERY, EXPORT, ADMIN))
                        .requestMatchers(
                                API + "/masterdata/**",
                                API + "/keys",
                                API + "/keys/**",
                                API + "/parked-events",
                                API + "/parked-events/**",
                                API + "/projections",
                                API + "/projections/**",
                                "/actuator/**")
                        .hasAnyAuthority(names(ADMIN))
                        .anyRequest()
                        .authenticated())
                .exceptionHandling(refused -> refused.authenticationEntryPoint((request, response, e) -> {
                            response.setHeader("WWW-Authenticate", "ApiKey header=\"X-API-Key\"");
                            Problems.write(request, response, noKey(request));
                        })
                        .accessDeniedHandler(
                                (request, response, e) -> Problems.write(request, response, noRole(request))))
                .build();
    }

    /** An event's id in a path is a URI, percent-encoded (EPCIS 2.0 §12): {@code %2F} and {@code %3B} belong to it. */
    @Bean
    HttpFirewall urisInPaths() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowUrlEncodedSlash(true);
        firewall.setAllowUrlEncodedDoubleSlash(true);
        firewall.setAllowSemicolon(true);
        firewall.setAllowUrlEncodedPercent(true);
        firewall.setAllowUrlEncodedPeriod(true);
        return firewall;
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> encodedSlashes() {
        return server -> server.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }

    /** There are no users with passwords; without this Spring would make one and print its password. */
    @Bean
    UserDetailsService noUsers() {
        return name -> {
            throw new UsernameNotFoundException("callers are known by their X-API-Key");
        };
    }

    private static ProblemException noKey(HttpServletRequest request) {
        String detail = request.getHeader("X-API-Key") == null
                ? "The request has no X-API-Key header. A key looks like ll_<id>_<secret>; an admin of your organisation makes one with POST "
                        + API + "/keys."
                : "The X-API-Key is not one we know, or it was revoked. A key looks like ll_<id>_<secret>.";
        return new ProblemException(401, "epcisException:SecurityException", "No valid API key", detail, Map.of());
    }

    private static ProblemException noRole(HttpServletRequest request) {
        return new ProblemException(
                403,
                "epcisException:SecurityException",
                "The key lacks the role",
                "This key may not " + request.getMethod() + " " + request.getRequestURI()
                        + ". An admin of your organisation can make a key with the role it needs with POST " + API
                        + "/keys.",
                Map.of());
    }

    private static String[] names(Role... roles) {
        return Stream.of(roles).map(Role::name).toArray(String[]::new);
    }
}
