package io.lotledger.api.load;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tracks read requests in flight, such as for a lot, a trace or a capture job, so that background work can yield to them. It stays
 * paused for a short time after each answer, until the client's next request. A client that polls a few times a second delays
 * background work by no more than that. A client that does not fetch its answer does not count as waiting.
 */
@Component
public class InFlightReads extends OncePerRequestFilter {
    private static final Set<String> PATHS = Set.of("/epcis/api/2.0/traceability/", "/epcis/api/2.0/capture/");
    private static final long QUIET_TIME = TimeUnit.MILLISECONDS.toNanos(30);

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long lastAnswer = System.nanoTime() - QUIET_TIME;

    public boolean areWaiting() {
        return waiting.get() > 0 || System.nanoTime() - lastAnswer < QUIET_TIME;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("GET") || PATHS.stream().noneMatch(request.getRequestURI()::startsWith);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        waiting.incrementAndGet();
        try {
            chain.doFilter(request, new TransferTrackingResponse(response, this::transfer));
        } finally {
            lastAnswer = System.nanoTime();
            waiting.decrementAndGet();
        }
    }

    /** During a transfer the server waits for the client, so the request does not count as waiting. */
    private void transfer(TransferTrackingResponse.Transfer transfer) throws IOException {
        waiting.decrementAndGet();
        try {
            transfer.run();
        } finally {
            waiting.incrementAndGet();
        }
    }
}
