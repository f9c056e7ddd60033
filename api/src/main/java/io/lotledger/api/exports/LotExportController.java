package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.ExportRequests;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.JobState;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** FDA's workbook for a lot: asking and polling are one call (api.md §1). */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/lots/{lotId}/fda-export")
class LotExportController {
    private final ExportRequests requests;
    private final LotsSeen lots;
    private final Links links;
    private final Clock clock;

    LotExportController(ExportRequests requests, LotsSeen lots, Links links, Clock clock) {
        this.requests = requests;
        this.lots = lots;
        this.links = links;
        this.clock = clock;
    }

    @GetMapping
    ResponseEntity<ExportAnswer> ask(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly) {
        return answer(requests.ask(subject(caller, lotId, direction, format, fdaOnly), caller.keyId()), caller);
    }

    /** A new job, whatever there is. */
    @PostMapping
    ResponseEntity<ExportAnswer> askAnew(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String lotId,
            @RequestParam(required = false) @Nullable String direction,
            @RequestParam(required = false) @Nullable String format,
            @RequestParam(name = "fda_only", required = false) @Nullable String fdaOnly) {
        return answer(requests.askAnew(subject(caller, lotId, direction, format, fdaOnly), caller.keyId()), caller);
    }

    private ExportSubject subject(
            Caller caller,
            String lotId,
            @Nullable String direction,
            @Nullable String format,
            @Nullable String fdaOnly) {
        UUID id = Parameters.id("lot_id", lotId);
        Direction way = Parameters.direction(direction);
        WorkbookFormat file = Parameters.format(format);
        boolean bare = Parameters.flag("fda_only", fdaOnly);
        Lot lot = lots.find(caller.organisation(), id)
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no lot with the id '" + lotId
                        + "'. GET /epcis/api/2.0/traceability/lots?tlc= finds the id of a lot."));
        return new ExportSubject(lot, way, file, bare);
    }

    private ResponseEntity<ExportAnswer> answer(JobState job, Caller caller) {
        ExportAnswer body = ExportAnswer.of(job, links.to(job, caller));
        if (job.status().isFinal()) {
            return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
        }
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .cacheControl(CacheControl.noStore())
                .location(place(job))
                .header(HttpHeaders.RETRY_AFTER, Long.toString(retryAfterSeconds(job)))
                .body(body);
    }

    private static URI place(JobState job) {
        return ServletUriComponentsBuilder.fromCurrentContextPath()
                .path("/epcis/api/2.0/traceability/exports/{job}")
                .build(job.request().shortId());
    }

    /** Most exports take about a second; one that takes long will not be done in the next. */
    private long retryAfterSeconds(JobState job) {
        Duration age = Duration.between(job.request().requestedAt(), clock.instant());
        return Math.max(1, Math.min(15, age.toSeconds() / 5));
    }
}
