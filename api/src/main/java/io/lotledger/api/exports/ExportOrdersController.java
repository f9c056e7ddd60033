package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.problem.Problems;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.document.text.JsonFaults;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;

/** One workbook for a request of FDA: foods and date ranges, or traceability lot codes (21 CFR 1.1455(c)(3)). */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/exports")
class ExportOrdersController {
    private final ExportOrders orders;
    private final ExportAnswers answers;

    ExportOrdersController(ExportOrders orders, ExportAnswers answers) {
        this.orders = orders;
        this.answers = answers;
    }

    /** A repeated order returns the job that is under way. */
    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<ExportAnswer> ask(
            @AuthenticationPrincipal Caller caller,
            @RequestBody byte[] body,
            @RequestParam(name = "accept_gaps", required = false) @Nullable String acceptGaps) {
        boolean acceptsGaps = ExportParameters.flag("accept_gaps", acceptGaps);
        ExportOrders.Outcome outcome = orders.ask(caller, read(body), acceptsGaps);
        if (outcome instanceof ExportOrders.Outcome.Refused refused) throw invalid(422, refused.faults());
        if (outcome instanceof ExportOrders.Outcome.Behind behind) throw readModelsBehind(behind);
        return answers.accepted(((ExportOrders.Outcome.Accepted) outcome).job(), caller);
    }

    private static ProblemException readModelsBehind(ExportOrders.Outcome.Behind behind) {
        return new ProblemException(
                503,
                "epcisException:ImplementationException",
                "The read models lag behind",
                "The read models are at log position " + behind.position() + " of " + behind.head()
                        + " and do not have some of the names yet; retry in a few seconds.",
                Map.of("log_position", behind.head()));
    }

    private static ExportOrder read(byte[] body) {
        try {
            return ExportOrder.read(body);
        } catch (JacksonException e) {
            throw invalid(
                    400,
                    List.of(new Violation("$", "json", "the body is not valid JSON: " + JsonFaults.located(e), null)));
        }
    }

    private static ProblemException invalid(int status, List<Violation> faults) {
        Violation first = faults.get(0);
        return new ProblemException(
                status,
                "epcisException:ValidationException",
                "The export request is invalid",
                "No job was created. " + faults.size() + (faults.size() == 1 ? " fault: " : " faults, the first: ")
                        + first.path() + ": " + first.message() + ".",
                Map.of("errors", faults.stream().map(Problems::violation).toList()));
    }
}
