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
 * Who waits for an answer that is only read: a lot, a trace, a capture job. What works in the background makes room for them.
 * Between two questions of one client it does not begin again; who asks a few times a second holds nothing up for longer
 * than that. A client that does not fetch its answer is not waiting.
 */
@Component
public class InFlightReads extends OncePerRequestFilter {
    private static final Set<String> PATHS = Set.of("/epcis/api/2.0/traceability/", "/epcis/api/2.0/capture/");
    private static final long UNTIL_THE_NEXT = TimeUnit.MILLISECONDS.toNanos(30);

    private final AtomicInteger waiting = new AtomicInteger();
    private volatile long lastAnswer = System.nanoTime() - UNTIL_THE_NEXT;

    public boolean areWaiting() {
        return waiting.get() > 0 || System.nanoTime() - lastAnswer < UNTIL_THE_NEXT;
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
            chain.doFilter(request, new TransferTrackingResponse(response, this::fetch));
        } finally {
            lastAnswer = System.nanoTime();
            waiting.decrementAndGet();
        }
    }

    /** While bytes go to the client, the server waits for it, and not the other way round. */
    private void fetch(TransferTrackingResponse.Transfer transfer) throws IOException {
        waiting.decrementAndGet();
        try {
            transfer.run();
        } finally {
            waiting.incrementAndGet();
        }
    }
}
