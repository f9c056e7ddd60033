package io.lotledger.api.chain;

import io.lotledger.api.problem.Problems;
import io.lotledger.export.chain.ChainBrokenException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Answers 409 when what is stored of the hash chain is not what was signed, from any call that reads it. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
class ChainProblems {
    /** @throws ChainBrokenException when a part of the answer is sent: the connection then ends before the answer does */
    @ExceptionHandler
    void broken(ChainBrokenException e, HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (response.isCommitted()) throw e;
        Problems.write(request, response, Proofs.mismatch(e));
    }
}
