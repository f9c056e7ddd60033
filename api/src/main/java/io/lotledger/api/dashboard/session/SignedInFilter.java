package io.lotledger.api.dashboard.session;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Caller;
import io.lotledger.api.security.OidcPeople;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Authenticates the caller whom the session names. A key that works no more, or an organisation that is suspended, ends the session. */
final class SignedInFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(SignedInFilter.class);

    private final DashboardSession sessions;
    private final ApiKeys keys;
    private final OidcPeople people;

    SignedInFilter(DashboardSession sessions, ApiKeys keys, OidcPeople people) {
        this.sessions = sessions;
        this.keys = keys;
        this.people = people;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            enter(request);
        } catch (RuntimeException e) {
            if (!DatabaseOutage.isBehind(e)) throw e;
            LOG.warn("{} {}: {}", request.getMethod(), request.getRequestURI(), e.toString());
            request.setAttribute(DashboardSecurity.REFUSAL, ProblemException.unavailable());
            request.getRequestDispatcher(PageRules.ROOT + "/refused").forward(new WithoutSession(request), response);
            return;
        }
        chain.doFilter(request, response);
    }

    /** For a request that was refused before it came here; true also where the database does not say. */
    boolean isSignedIn(HttpServletRequest request) {
        try {
            enter(request);
            return SecurityContextHolder.getContext().getAuthentication() != null;
        } catch (RuntimeException e) {
            if (!DatabaseOutage.isBehind(e)) throw e;
            return true;
        }
    }

    private void enter(HttpServletRequest request) {
        Optional<DashboardSession.SignedIn> session = sessions.signedIn(request);
        Optional<Caller> caller = session.flatMap(this::caller);
        if (caller.isEmpty()) {
            if (session.isPresent()) {
                sessions.end(request);
                request.setAttribute(SignedOut.ATTRIBUTE, SignedOut.KEY);
            }
            return;
        }
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(caller.get().authentication());
        SecurityContextHolder.setContext(context);
    }

    private Optional<Caller> caller(DashboardSession.SignedIn signedIn) {
        @Nullable String keyId = signedIn.keyId();
        if (keyId != null) return keys.byId(keyId, signedIn.since(), signedIn.fingerprint());
        return Optional.ofNullable(signedIn.person()).flatMap(people::caller);
    }

    /** Spring looks for messages in the session, which is in the database that does not answer. */
    private static final class WithoutSession extends HttpServletRequestWrapper {
        WithoutSession(HttpServletRequest request) {
            super(request);
        }

        @Override
        public @Nullable HttpSession getSession(boolean create) {
            return null;
        }

        @Override
        public @Nullable HttpSession getSession() {
            return null;
        }
    }
}
