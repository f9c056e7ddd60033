package io.lotledger.api.dashboard.session;

import io.lotledger.api.security.ApiKeys;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates the caller whose key the session names. A key revoked since then ends the session. */
final class SignedInFilter extends OncePerRequestFilter {
    private final DashboardSession sessions;
    private final ApiKeys keys;

    SignedInFilter(DashboardSession sessions, ApiKeys keys) {
        this.sessions = sessions;
        this.keys = keys;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Optional<String> keyId = sessions.keyId(request);
        keyId.flatMap(keys::byId)
                .ifPresentOrElse(
                        caller -> {
                            SecurityContext context = SecurityContextHolder.createEmptyContext();
                            context.setAuthentication(caller.authentication());
                            SecurityContextHolder.setContext(context);
                        },
                        () -> {
                            if (keyId.isPresent()) sessions.end(request);
                        });
        chain.doFilter(request, response);
    }
}
