package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.UUID;
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
    private final ExportRequests requests;
    private final FreshLotLookup lots;
    private final ExportAnswers answers;

    LotExportController(ExportRequests requests, FreshLotLookup lots, ExportAnswers answers) {
        this.requests = requests;
        this.lots = lots;
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
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly) {
        ExportSubject subject = subject(caller, lotId, direction, format, fdaOnly);
        ExportRequests.Answer answer = method.equals(HttpMethod.HEAD)
                ? requests.look(subject)
                        .orElseThrow(() -> ProblemException.notFound(
                                "This lot has no current export job. GET on the same path requests one."))
                : requests.ask(subject, caller.keyId());
        return answers.of(answer, caller);
    }

    /** Creates a new job even if a current one exists. */
    @PostMapping
    ResponseEntity<ExportAnswer> askAnew(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly) {
        return answers.of(requests.askAnew(subject(caller, lotId, direction, format, fdaOnly), caller.keyId()), caller);
    }

    private ExportSubject subject(
            Caller caller,
            String lotId,
            @Nullable String direction,
            @Nullable String format,
            @Nullable String fdaOnly) {
        UUID id = ExportParameters.id("lot_id", lotId);
        Direction traced = ExportParameters.direction(direction);
        WorkbookFormat file = ExportParameters.format(format);
        boolean isFdaOnly = ExportParameters.flag("fda_only", fdaOnly);
        Lot lot = lots.find(caller.organisation(), id)
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no lot with the id '" + lotId
                        + "'. Find its id with GET /epcis/api/2.0/traceability/lots?tlc=."));
        return new ExportSubject(lot, traced, file, isFdaOnly);
    }
}
