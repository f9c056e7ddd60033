package io.lotledger.api.security;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates the {@link Caller} by {@code X-API-Key}. A request without a valid key stays unauthenticated, and the path rules refuse it. */
final class ApiKeyFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKeyFilter.class);

    private final ApiKeys keys;

    ApiKeyFilter(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            Optional.ofNullable(request.getHeader("X-API-Key"))
                    .flatMap(keys::authenticate)
                    .ifPresent(ApiKeyFilter::enter);
        } catch (DataAccessException e) {
            if (!DatabaseOutage.isBehind(e)) throw e;
            LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
            response.setHeader("Retry-After", ProblemException.RETRY_AFTER_SECONDS);
            Problems.write(request, response, ProblemException.unavailable());
            return;
        }
        chain.doFilter(request, response);
    }

    private static void enter(Caller caller) {
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller.authentication());
        SecurityContextHolder.setContext(context);
    }
}
