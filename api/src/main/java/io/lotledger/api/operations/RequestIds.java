package io.lotledger.api.operations;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Gives each request an id and a trace, for the log, the answer and its problem. A client's {@code X-Request-Id} and W3C {@code
 * traceparent} are taken over if they are well-formed. The names in the log are those of the Elastic Common Schema.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class RequestIds extends OncePerRequestFilter {
    private static final String REQUEST = "http.request.id";
    private static final String TRACE = "trace.id";
    private static final String SPAN = "span.id";
    private static final String HEADER = "X-Request-Id";
    private static final String ATTRIBUTE = RequestIds.class.getName();
    /** No character that could break a line of the log or a header. */
    private static final Pattern REQUEST_ID = Pattern.compile("[A-Za-z0-9._:+/=-]{1,128}");

    private static final Pattern TRACEPARENT =
            Pattern.compile("[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(-.*)?");

    private record Ids(String request, String trace, String span, String flags) {
        static Ids of(HttpServletRequest request) {
            @Nullable String traceparent = request.getHeader("traceparent");
            Matcher sent = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
            boolean isTraced = sent.matches() && !sent.group().startsWith("ff");
            String trace = isTraced ? sent.group(1) : hex() + hex();
            @Nullable String id = request.getHeader(HEADER);
            boolean isNamed = id != null && REQUEST_ID.matcher(id).matches();
            return new Ids(isNamed ? id : hex() + hex(), trace, hex(), isTraced ? sent.group(2) : "00");
        }
    }

    private static String hex() {
        return "%016x".formatted(ThreadLocalRandom.current().nextLong());
    }

    /** The id of the request that this thread answers. */
    public static Optional<String> current() {
        return Optional.ofNullable(MDC.get(REQUEST));
    }

    /** The page of an error belongs to the request that failed. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Ids ids = request.getAttribute(ATTRIBUTE) instanceof Ids known ? known : Ids.of(request);
        request.setAttribute(ATTRIBUTE, ids);
        response.setHeader(HEADER, ids.request());
        response.setHeader("traceresponse", "00-" + ids.trace() + "-" + ids.span() + "-" + ids.flags());
        MDC.put(REQUEST, ids.request());
        MDC.put(TRACE, ids.trace());
        MDC.put(SPAN, ids.span());
        try {
            chain.doFilter(request, response);
        } finally {
            MDC.remove(REQUEST);
            MDC.remove(TRACE);
            MDC.remove(SPAN);
        }
    }
}
