package io.lotledger.api.security;

import io.lotledger.api.limits.RateLimitStanding;
import io.lotledger.api.limits.RateLimits;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Authenticates the {@link Caller} by {@code X-API-Key}, or by a bearer token when an OpenID provider is configured, and counts the
 * request against the limits: 429 beyond them. A request without a valid key or token stays unauthenticated, and the path rules
 * refuse it. On a path that is the same for everybody no key is looked at.
 */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFilter.class);
    private static final String REFUSED = ApiKeyFilter.class.getName() + ".refused";

    private static final String REFUSED_TOKEN = ApiKeyFilter.class.getName() + ".refusedToken";

    private final ApiKeys keys;
    private final BearerTokens tokens;
    private final RateLimits limits;

    ApiKeyFilter(ApiKeys keys, BearerTokens tokens, RateLimits limits) {
        this.keys = keys;
        this.tokens = tokens;
        this.limits = limits;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return PathRules.KEYLESS.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        @Nullable String sent = request.getHeader("X-API-Key");
        try {
            KeyCheck check = sent == null ? ofToken(request) : keys.check(sent);
            if (check instanceof KeyCheck.Accepted accepted) {
                if (!admits(accepted, request, response)) return;
                enter(accepted.caller());
            } else if (sent != null) request.setAttribute(REFUSED, check);
        } catch (DataAccessException e) {
            if (!DatabaseOutage.isBehind(e)) throw e;
            LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
            if (PathRules.PUBLIC.matches(request)) {
                chain.doFilter(request, response);
                return;
            }
            response.setHeader("Retry-After", ProblemException.RETRY_AFTER_SECONDS);
            Problems.write(request, response, ProblemException.unavailable());
            return;
        }
        chain.doFilter(request, response);
    }

    private KeyCheck ofToken(HttpServletRequest request) {
        Optional<String> token = BearerTokens.sentIn(request);
        if (token.isEmpty() || !tokens.areTaken()) return KeyCheck.Refused.UNKNOWN;
        try {
            return tokens.check(token.get());
        } catch (BearerTokens.RefusedException e) {
            request.setAttribute(REFUSED_TOKEN, e);
            return KeyCheck.Refused.UNKNOWN;
        }
    }

    /** Why the bearer token of the request opens nothing; empty when the request has none, or a valid one. */
    static Optional<BearerTokens.RefusedException> refusedToken(HttpServletRequest request) {
        return Optional.ofNullable((BearerTokens.RefusedException) request.getAttribute(REFUSED_TOKEN));
    }

    /** Why the key of the request opens nothing; empty when the request has none, or a valid one. */
    static Optional<KeyCheck.Refused> refusal(HttpServletRequest request) {
        return Optional.ofNullable((KeyCheck.Refused) request.getAttribute(REFUSED));
    }

    private boolean admits(KeyCheck.Accepted key, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Optional<RateLimitStanding> counted = limits.count(key.caller().keyId(), key.limits());
        counted.ifPresent(standing -> standing.announce(response));
        if (counted.isEmpty() || !counted.get().exceeded()) return true;
        Problems.write(request, response, tooMany(counted.get()));
        return false;
    }

    private static ProblemException tooMany(RateLimitStanding standing) {
        return new ProblemException(
                429,
                "about:blank",
                "Too many requests",
                "Your key may send " + standing.limit()
                        + " requests in this window and has sent them. Send the next in " + standing.resetSeconds()
                        + " seconds. An admin of your organisation can change the limits of a key.",
                Map.of("limit", standing.limit(), "retry_after_seconds", standing.resetSeconds()));
    }

    private static void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller.authentication());
        SecurityContextHolder.setContext(context);
    }
}
