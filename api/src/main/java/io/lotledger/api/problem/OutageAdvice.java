package io.lotledger.api.problem;

import io.lotledger.ingest.eventlog.DatabaseOutage;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A database that is away is 503 with {@code Retry-After}; whatever else the database says goes on to {@link ProblemAdvice}. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
public class OutageAdvice {
    private static final Logger LOG = LoggerFactory.getLogger(OutageAdvice.class);
    private static final int RETRY_AFTER_SECONDS = 5;

    @ExceptionHandler({DataAccessException.class, TransactionException.class})
    void away(RuntimeException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!DatabaseOutage.isBehind(e)) throw e;
        write(e, request, response);
    }

    /** The same where no controller is. */
    public static void write(RuntimeException e, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("{} {}: the database is away: {}", request.getMethod(), request.getRequestURI(), e.getMessage());
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(RETRY_AFTER_SECONDS));
        Problems.write(
                request,
                response,
                new ProblemException(
                        503,
                        Problems.typeOf(503),
                        "The database is away",
                        "The database does not answer. Nothing of this request was stored. Send it again in "
                                + RETRY_AFTER_SECONDS + " seconds",
                        Map.of()));
    }
}
