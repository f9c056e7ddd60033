package io.lotledger.api.security;

import java.util.List;
import java.util.Locale;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call a route, as {@link PathRules} decides it, for documentation.
 *
 * @param kind whether a key is needed at all, and whose
 * @param roles any one of them grants access; empty unless the kind is {@code ROLES}
 */
public record Access(Kind kind, List<Role> roles) {
    public enum Kind {
        PUBLIC,
        ANY_KEY,
        ROLES,
        OPERATOR,
        /** No rule: nobody may call it. */
        NONE
    }

    /** @param path a pattern of a controller such as {@code /epcis/api/2.0/events/{eventID}} */
    public static Access to(String method, String path) {
        PathContainer concrete = PathContainer.parsePath(path.replaceAll("\\{[^}]*}", "x"));
        if (anyMatches(PublicPaths.ALL, concrete)) return new Access(Kind.PUBLIC, List.of());
        HttpMethod called = HttpMethod.valueOf(method.toUpperCase(Locale.ROOT));
        return PathRules.ALL.stream()
                .filter(rule -> rule.isOf(called))
                .filter(rule -> anyMatches(rule.patterns(), concrete))
                .findFirst()
                .map(rule -> of(rule.roles()))
                .orElseGet(() -> new Access(Kind.NONE, List.of()));
    }

    /**
     * The methods that a rule for one method covers. {@code HEAD} is answered by what answers {@code GET}, and tells in its headers what
     * a GET would tell. Whoever may read may ask what there is to call.
     */
    public static List<HttpMethod> methodsLike(HttpMethod method) {
        return method.equals(HttpMethod.GET) ? List.of(method, HttpMethod.HEAD, HttpMethod.OPTIONS) : List.of(method);
    }

    private static Access of(List<Role> roles) {
        if (roles.isEmpty()) return new Access(Kind.OPERATOR, List.of());
        return roles.size() == Role.values().length
                ? new Access(Kind.ANY_KEY, List.of())
                : new Access(Kind.ROLES, roles);
    }

    private static boolean anyMatches(List<String> patterns, PathContainer path) {
        return patterns.stream()
                .anyMatch(pattern ->
                        PathPatternParser.defaultInstance.parse(pattern).matches(path));
    }
}
