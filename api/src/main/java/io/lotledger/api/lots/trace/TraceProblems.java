package io.lotledger.api.lots.trace;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.projections.lineage.TraceTooLarge;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 413 when a trace exceeds the memory limit, from any controller. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class TraceProblems {

    @ExceptionHandler
    void tooLarge(TraceTooLarge e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ProblemException problem = TraceLookup.tooLarge(String.valueOf(e.getMessage()));
        Problems.write(request, response, problem);
    }
}
