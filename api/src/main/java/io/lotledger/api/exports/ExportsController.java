package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.paging.PageSize;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Export jobs: the list, one job in full, its history from the log, and its workbook. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/exports")
class ExportsController {
    private static final String BEFORE = "before ";

    private final ExportJobs jobs;
    private final CallerJobs callerJobs;
    private final Exports exports;
    private final DownloadLinks links;
    private final ExportAnswers answers;

    ExportsController(
            ExportJobs jobs, CallerJobs callerJobs, Exports exports, DownloadLinks links, ExportAnswers answers) {
        this.jobs = jobs;
        this.callerJobs = callerJobs;
        this.exports = exports;
        this.links = links;
        this.answers = answers;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<ExportAnswer> exports, @Nullable String nextPageToken) {}

    @GetMapping
    ResponseEntity<Page> list(
            @AuthenticationPrincipal Caller caller,
            @RequestParam(required = false) @Nullable String status,
            @RequestParam(name = "lot_id", required = false) @Nullable String lotId,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to,
            PageRequest page) {
        JobQuery query = new JobQuery(
                caller.organisation(),
                ExportParameters.status(status),
                lotId == null ? null : Set.of(ExportParameters.id("lot_id", lotId)),
                ExportParameters.time("from", from),
                ExportParameters.time("to", to),
                place(page),
                page.limit());
        PageItems<JobSummary> found = page.cut(jobs.list(query), job -> BEFORE + job.position());
        return uncached(new Page(
                found.items().stream()
                        .map(job -> ExportAnswer.of(job, links.to(job, caller)))
                        .toList(),
                found.nextPageToken()));
    }

    /**
     * Where the page begins. The list is in reverse order of the log and new jobs enter at its head, so that pages neither repeat nor
     * skip a job.
     */
    private static JobQuery.Place place(PageRequest page) {
        if (page.cursor().isEmpty()) return new JobQuery.Place.Newest();
        if (!page.cursor().matches(BEFORE + "\\d{1,18}")) throw page.unknownToken();
        return new JobQuery.Place.Before(Long.parseLong(page.cursor().substring(BEFORE.length())));
    }

    /** Clients poll a job of {@code POST /traceability/exports} here. */
    @GetMapping("/{jobId}")
    ResponseEntity<ExportDetails> one(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        JobState job = callerJobs.find(caller, jobId);
        ExportDetails body = exports.now(caller, job);
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (!job.status().isFinal())
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(answers.retryAfterSeconds(job)));
        return answer.body(body);
    }

    @GetMapping(path = "/{jobId}/history", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Exports.History> history(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "until_sequence", required = false) @Nullable String untilSequence,
            @PageSize(standard = 1_000, most = 1_000) PageRequest page) {
        return uncached(exports.history(caller, jobId, until(untilSequence), page));
    }

    /** The events as a table, without the state. */
    @GetMapping(path = "/{jobId}/history", produces = "text/csv")
    ResponseEntity<byte[]> historyAsCsv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "until_sequence", required = false) @Nullable String untilSequence) {
        return CsvBody.file(Exports.historyFile(jobId), exports.historyCsv(caller, jobId, until(untilSequence)));
    }

    private static int until(@Nullable String untilSequence) {
        return ExportParameters.within("until_sequence", untilSequence, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** {@code HEAD} does not count as a download. */
    @GetMapping("/{jobId}/download")
    ResponseEntity<Void> download(
            @AuthenticationPrincipal Caller caller, @PathVariable String jobId, HttpMethod method) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(exports.download(caller, jobId, method.equals(HttpMethod.GET))
                        .url())
                .build();
    }

    /** No cache stores a signed URL. */
    private static <T> ResponseEntity<T> uncached(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
