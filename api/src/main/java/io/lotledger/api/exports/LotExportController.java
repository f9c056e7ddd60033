package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.request.ExportRequests;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpMethod;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** FDA's workbook for a lot: the same call requests and polls the export (api.md §1). */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/lots/{lotId}/fda-export")
class LotExportController {
    private final LotExports exports;
    private final ExportAnswers answers;

    LotExportController(LotExports exports, ExportAnswers answers) {
        this.exports = exports;
        this.answers = answers;
    }

    /** {@code HEAD} finds an existing job and creates none. */
    @GetMapping
    ResponseEntity<ExportAnswer> ask(
            @AuthenticationPrincipal Caller caller,
            HttpMethod method,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly,
            @RequestParam(name = "accept_gaps", required = false) @Nullable String acceptGaps) {
        boolean acceptsGaps = ExportParameters.flag("accept_gaps", acceptGaps);
        ExportSubject subject = exports.subject(caller, lotId, direction, format, fdaOnly);
        ExportRequests.Answer answer = method.equals(HttpMethod.HEAD)
                ? exports.look(subject)
                        .orElseThrow(() -> ProblemException.notFound(
                                "This lot has no current export job. GET on the same path requests one."))
                : exports.ask(caller, subject, acceptsGaps);
        return answers.of(answer, caller);
    }

    /** Creates a new job even if a current one exists. */
    @PostMapping
    ResponseEntity<ExportAnswer> askAnew(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly,
            @RequestParam(name = "accept_gaps", required = false) @Nullable String acceptGaps) {
        boolean acceptsGaps = ExportParameters.flag("accept_gaps", acceptGaps);
        ExportSubject subject = exports.subject(caller, lotId, direction, format, fdaOnly);
        return answers.accepted(exports.askAnew(caller, subject, acceptsGaps), caller);
    }
}
