package io.lotledger.api.dashboard.session;

import static io.lotledger.api.security.Role.ADMIN;
import static io.lotledger.api.security.Role.AUDIT;
import static io.lotledger.api.security.Role.CAPTURE;
import static io.lotledger.api.security.Role.EXPORT;
import static io.lotledger.api.security.Role.QUERY;

import io.lotledger.api.security.Access;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.Role;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** The roles that each page requires; the first rule that matches decides. A path without a rule is no page. */
public final class PageRules {
    static final String ROOT = "/compliance";

    static final List<Rule> ALL = List.of(
            rule(HttpMethod.POST, List.of(EXPORT, ADMIN), "/lots/*/exports"),
            rule(null, List.of(QUERY, EXPORT, AUDIT, ADMIN), "/find"),
            rule(null, List.of(QUERY, EXPORT, ADMIN), "/lots/**", "/findings/**", "/unclassified-events/**"),
            rule(null, List.of(QUERY, ADMIN), "/events/**"),
            rule(null, List.of(EXPORT, ADMIN), "/exports/new"),
            rule(HttpMethod.POST, List.of(EXPORT, ADMIN), "/exports", "/exports/**", "/drills"),
            rule(null, List.of(EXPORT, AUDIT, ADMIN), "/exports/**", "/drills/**"),
            rule(null, List.of(CAPTURE, ADMIN), "/captures/**"),
            rule(null, List.of(ADMIN), "/places/paste", "/products/paste"),
            rule(HttpMethod.GET, List.of(QUERY, EXPORT, ADMIN), "/places/**", "/products/**"),
            rule(HttpMethod.GET, List.of(AUDIT, ADMIN), "/keys/changes"),
            rule(null, List.of(ADMIN), "/places/**", "/products/**", "/keys/**", "/system/**"),
            new Rule(null, List.of(), false, List.of(pattern("/organisations/**"))),
            new Rule(null, List.of(Role.values()), true, patterns("", "/", "/help/**", "/session", "/refused")));

    /**
     * @param method null for every method; {@code GET} is {@code HEAD} and {@code OPTIONS} too
     * @param roles any one of them opens the page; empty when only an operator may open it
     * @param isForAll whether a key without any role may open it too
     */
    record Rule(@Nullable HttpMethod method, List<Role> roles, boolean isForAll, List<PathPattern> patterns) {
        RequestMatcher requests() {
            PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
            return new OrRequestMatcher(patterns.stream()
                    .map(PathPattern::getPatternString)
                    .flatMap(path -> method == null
                            ? Stream.<RequestMatcher>of(builder.matcher(path))
                            : Access.methodsLike(method).stream()
                                    .<RequestMatcher>map(like -> builder.matcher(like, path)))
                    .toList());
        }

        private boolean covers(HttpMethod asked, PathContainer path) {
            return (method == null || Access.methodsLike(method).contains(asked))
                    && patterns.stream().anyMatch(pattern -> pattern.matches(path));
        }

        boolean opensFor(Caller caller) {
            if (isForAll) return true;
            if (roles.isEmpty()) return caller.isOperator();
            return roles.stream().anyMatch(caller.roles()::contains);
        }
    }

    private PageRules() {}

    /**
     * Whether the caller may open the page.
     *
     * @param path such as {@code /compliance/lots}, without a query
     */
    public static boolean opens(Caller caller, String path) {
        PathContainer parsed = PathContainer.parsePath(path);
        return ALL.stream()
                .filter(rule -> rule.covers(HttpMethod.GET, parsed))
                .findFirst()
                .map(rule -> rule.opensFor(caller))
                .orElse(false);
    }

    static boolean covers(HttpServletRequest request) {
        return of(request).isPresent();
    }

    /** The words of the roles that would open the requested page; empty when only operators may open it. */
    static List<String> needed(HttpServletRequest request) {
        return of(request).stream()
                .flatMap(rule -> rule.roles().stream())
                .map(Role::word)
                .toList();
    }

    private static Optional<Rule> of(HttpServletRequest request) {
        PathContainer path = PathContainer.parsePath(request.getRequestURI());
        HttpMethod method = HttpMethod.valueOf(request.getMethod());
        return ALL.stream().filter(rule -> rule.covers(method, path)).findFirst();
    }

    private static Rule rule(@Nullable HttpMethod method, List<Role> roles, String... paths) {
        return new Rule(method, roles, false, patterns(paths));
    }

    private static List<PathPattern> patterns(String... paths) {
        return Stream.of(paths).map(PageRules::pattern).toList();
    }

    private static PathPattern pattern(String path) {
        return PathPatternParser.defaultInstance.parse(ROOT + path);
    }
}
