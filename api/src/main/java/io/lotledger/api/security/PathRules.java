package io.lotledger.api.security;

import static io.lotledger.api.security.Role.ADMIN;
import static io.lotledger.api.security.Role.AUDIT;
import static io.lotledger.api.security.Role.CAPTURE;
import static io.lotledger.api.security.Role.EXPORT;
import static io.lotledger.api.security.Role.QUERY;

import io.lotledger.projections.query.resource.EventResource;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The roles that each path requires; the first rule that matches a request decides. A request that none matches is refused. */
final class PathRules {
    /** The authority of operators: the admins of the ledger's first organisation. */
    static final String OPERATOR = "OPERATOR";

    private static final String API = "/epcis/api/2.0";

    static final List<Rule> ALL = List.of(
            rule(null, List.of(CAPTURE, ADMIN), API + "/capture", API + "/capture/**", API + "/validate"),
            rule(HttpMethod.OPTIONS, List.of(CAPTURE, QUERY, ADMIN), API + "/events"),
            rule(HttpMethod.POST, List.of(CAPTURE, ADMIN), API + "/events"),
            rule(HttpMethod.GET, List.of(QUERY, ADMIN), API + "/events"),
            rule(null, List.of(CAPTURE, QUERY, ADMIN), API + "/nextPageToken/*"),
            rule(null, List.of(QUERY, ADMIN), API + "/queries", API + "/queries/**"),
            rule(
                    null,
                    List.of(QUERY, ADMIN),
                    Stream.of(EventResource.values())
                            .map(resource -> API + "/" + resource.path() + "/**")
                            .toArray(String[]::new)),
            rule(null, List.of(CAPTURE, QUERY, ADMIN), API + "/events", API + "/events/**", API + "/event-hashes"),
            rule(null, List.of(EXPORT, ADMIN), API + "/traceability/lots/*/fda-export"),
            rule(
                    null,
                    List.of(AUDIT, ADMIN),
                    API + "/traceability/exports/*/history",
                    API + "/traceability/exports/*/verify"),
            rule(
                    null,
                    List.of(EXPORT, AUDIT, ADMIN),
                    API + "/traceability/exports/*/manifest",
                    API + "/traceability/manifest-key"),
            rule(HttpMethod.GET, List.of(EXPORT, AUDIT, ADMIN), API + "/traceability/exports/*/links"),
            rule(HttpMethod.POST, List.of(EXPORT, ADMIN), API + "/traceability/exports"),
            rule(null, List.of(EXPORT, AUDIT, ADMIN), API + "/traceability/exports", API + "/traceability/exports/*"),
            rule(null, List.of(EXPORT, ADMIN), API + "/traceability/exports/**"),
            rule(HttpMethod.POST, List.of(EXPORT, ADMIN), API + "/traceability/drills"),
            rule(null, List.of(EXPORT, AUDIT, ADMIN), API + "/traceability/drills", API + "/traceability/drills/*"),
            rule(null, List.of(QUERY, EXPORT, AUDIT, ADMIN), API + "/traceability/find"),
            rule(null, List.of(QUERY, EXPORT, ADMIN), API + "/traceability/**"),
            rule(HttpMethod.GET, List.of(QUERY, EXPORT, ADMIN), API + "/masterdata/**"),
            rule(null, List.of(ADMIN), API + "/audit/archive"),
            // a check reads the log of all organisations
            new Rule(
                    matcher(HttpMethod.POST, API + "/audit/checks"),
                    HttpMethod.POST,
                    List.of(API + "/audit/checks"),
                    List.of()),
            rule(null, List.of(AUDIT, ADMIN), API + "/audit/**"),
            rule(
                    null,
                    List.of(ADMIN),
                    API + "/masterdata/**",
                    API + "/keys",
                    API + "/keys/**",
                    API + "/intake/profiles",
                    API + "/intake/profiles/*",
                    API + "/parked-events",
                    API + "/parked-events/**"),
            operators(
                    API + "/organisations",
                    API + "/organisations/**",
                    API + "/projections",
                    API + "/projections/**",
                    "/actuator/**"),
            rule(null, List.of(Role.values()), API, API + "/", API + "/templates/*"));

    /** Paths that need no key: they say what is here and how the server is. */
    static final RequestMatcher PUBLIC = matcher(null, PublicPaths.ALL.toArray(String[]::new));

    /** The public paths that are the same for everybody; the other health paths tell more to those who have a key. */
    static final RequestMatcher KEYLESS = matcher(null, PublicPaths.KEYLESS.toArray(String[]::new));

    /**
     * @param method null for every method; {@code GET} is {@code HEAD} and {@code OPTIONS} too
     * @param patterns the paths as they are written above
     * @param roles any one of them grants access; empty when only an operator has access
     */
    record Rule(RequestMatcher paths, @Nullable HttpMethod method, List<String> patterns, List<Role> roles) {
        boolean isOf(HttpMethod other) {
            return method == null || Access.methodsLike(method).contains(other);
        }

        String[] authorities() {
            return roles.isEmpty()
                    ? new String[] {OPERATOR}
                    : roles.stream().map(Role::name).toArray(String[]::new);
        }
    }

    private PathRules() {}

    static Optional<Rule> of(HttpServletRequest request) {
        return ALL.stream().filter(rule -> rule.paths().matches(request)).findFirst();
    }

    private static Rule rule(@Nullable HttpMethod method, List<Role> roles, String... paths) {
        return new Rule(matcher(method, paths), method, List.of(paths), roles);
    }

    private static Rule operators(String... paths) {
        return new Rule(matcher(null, paths), null, List.of(paths), List.of());
    }

    private static RequestMatcher matcher(@Nullable HttpMethod method, String... paths) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(Stream.of(paths)
                .flatMap(path -> method == null
                        ? Stream.<RequestMatcher>of(builder.matcher(path))
                        : Access.methodsLike(method).stream().<RequestMatcher>map(like -> builder.matcher(like, path)))
                .toList());
    }
}
