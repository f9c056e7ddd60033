package io.lotledger.api.disk;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.outage.DiskShortException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses requests that write while the disk is short, before their body is read. Known callers alone get that far.
 *
 * <p>What reads goes on. So does what closes access, frees room or stops work: it writes a few hundred bytes, and an operator
 * may need it just then. A GET that asks for an export is refused by {@code ExportRequests}, unless a job answers it.
 */
@Component
final class DiskReserveFilter extends OncePerRequestFilter {
    private static final String API = "/epcis/api/2.0";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE", "DELETE");

    private static final RequestMatcher GOES_ON = posts(
            API + "/validate",
            API + "/event-hashes",
            API + "/projections/*/pause",
            API + "/projections/*/resume",
            "/compliance/sign-in",
            "/compliance/sign-out",
            "/compliance/session",
            "/compliance/captures/check",
            "/compliance/keys/*/revoke",
            "/compliance/exports/*/links/*/revoke",
            "/compliance/organisations/*/suspend",
            "/compliance/system/projections/*/cancel",
            "/compliance/system/projections/*/pause",
            "/compliance/system/projections/*/resume");

    /** An operator suspends an organisation by it. */
    private static final RequestMatcher SUSPENDS =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.PATCH, API + "/organisations/{organisationId}");

    private final DiskReserve reserve;

    DiskReserveFilter(DiskReserve reserve) {
        this.reserve = reserve;
    }

    private static RequestMatcher posts(String... paths) {
        PathPatternRequestMatcher.Builder builder = PathPatternRequestMatcher.withDefaults();
        return new OrRequestMatcher(Stream.of(paths)
                .<RequestMatcher>map(path -> builder.matcher(HttpMethod.POST, path))
                .toList());
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod()) || GOES_ON.matches(request) || SUSPENDS.matches(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            reserve.require();
        } catch (DiskShortException e) {
            response.setHeader("Retry-After", ProblemException.RETRY_AFTER_SECONDS);
            Problems.write(request, response, ProblemException.diskShort(e));
            return;
        }
        chain.doFilter(request, response);
    }
}
