package io.lotledger.api.wall;

import io.lotledger.api.security.Caller;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Raises the wall for what a caller reads. Operators may ask about every organisation, and {@code /actuator} tells of the server, so
 * there is none before them. Runs behind the filters of Spring Security, which look up the caller among those of all organisations.
 */
final class WalledRequests extends OncePerRequestFilter {
    private static final Set<String> READING = Set.of("GET", "HEAD");

    private final OrganisationWall wall;

    WalledRequests(OrganisationWall wall) {
        this.wall = wall;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        walled(request).ifPresent(wall::raise);
        try {
            chain.doFilter(request, response);
        } finally {
            wall.lower();
        }
    }

    private static Optional<UUID> walled(HttpServletRequest request) {
        Authentication person = SecurityContextHolder.getContext().getAuthentication();
        if (person == null || !(person.getPrincipal() instanceof Caller caller) || caller.isOperator())
            return Optional.empty();
        boolean reads = READING.contains(request.getMethod())
                && !request.getRequestURI().startsWith("/actuator/");
        return reads ? Optional.of(caller.organisation()) : Optional.empty();
    }
}
