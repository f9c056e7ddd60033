package io.lotledger.api.exports.gaps;

import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.export.request.GapsRefused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 409 with the gaps, from any call that asks for an export. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class GapProblems {
    @ExceptionHandler
    void refused(
            GapsRefused refused,
            @AuthenticationPrincipal Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Problems.write(
                request, response, NamedGaps.of(caller.organisation(), refused).problem());
    }
}
