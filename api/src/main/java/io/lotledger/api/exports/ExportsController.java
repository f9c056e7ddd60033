package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.api.paging.PageItems;
import io.lotledger.api.paging.PageRequest;
import io.lotledger.api.security.Caller;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobQuery;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.request.ExportRequests;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
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
import tools.jackson.databind.json.JsonMapper;

/** Export jobs: the list, one job in full, its history from the log, and its workbook. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability/exports")
class ExportsController {
    private static final String BEFORE = "before ";

    private final ExportJobs jobs;
    private final CallerJobs callerJobs;
    private final ExportRequests requests;
    private final JobDetails details;
    private final DownloadLinks links;
    private final ExportAnswers answers;
    private final JsonMapper json;

    ExportsController(
            ExportJobs jobs,
            CallerJobs callerJobs,
            ExportRequests requests,
            JobDetails details,
            DownloadLinks links,
            ExportAnswers answers,
            JsonMapper json) {
        this.jobs = jobs;
        this.callerJobs = callerJobs;
        this.requests = requests;
        this.details = details;
        this.links = links;
        this.answers = answers;
        this.json = json;
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Page(List<ExportAnswer> exports, @Nullable String nextPageToken) {}

    /** An event as it was recorded. */
    public record HistoryEntry(String type, long sequence, Instant time, ExportJobEvent payload, String who) {
        static HistoryEntry of(RecordedEvent recorded) {
            ExportJobEvent event = recorded.event();
            return new HistoryEntry(
                    event.getClass().getSimpleName(), recorded.sequence(), recorded.recordedAt(), event, event.who());
        }
    }

    /** The events in order, and the job state that results from these events alone. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record History(String jobShortId, List<HistoryEntry> events, ExportDetails state) {}

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
                lotId == null ? null : ExportParameters.id("lot_id", lotId),
                ExportParameters.time("from", from),
                ExportParameters.time("to", to),
                before(page),
                page.limit());
        PageItems<JobSummary> found = page.cut(jobs.list(query), job -> BEFORE + job.position());
        return uncached(new Page(
                found.items().stream()
                        .map(job -> ExportAnswer.of(job, links.to(job, caller)))
                        .toList(),
                found.nextPageToken()));
    }

    /**
     * The log position before which the page begins, null for the first page. The list is in reverse order of the log and new jobs
     * enter at its head, so that pages neither repeat nor skip a job.
     */
    private static @Nullable Long before(PageRequest page) {
        if (page.cursor().isEmpty()) return null;
        if (!page.cursor().matches(BEFORE + "\\d{1,18}")) throw page.unknownToken();
        return Long.valueOf(page.cursor().substring(BEFORE.length()));
    }

    /** Clients poll a job of {@code POST /traceability/exports} here. */
    @GetMapping("/{jobId}")
    ResponseEntity<ExportDetails> one(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        JobState job = callerJobs.find(caller, jobId);
        ExportDetails body = details.of(job, links.to(job, caller));
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok().cacheControl(CacheControl.noStore());
        if (!job.status().isFinal())
            answer.header(HttpHeaders.RETRY_AFTER, Long.toString(answers.retryAfterSeconds(job)));
        return answer.body(body);
    }

    @GetMapping(path = "/{jobId}/history", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<History> history(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "until_sequence", required = false) @Nullable String untilSequence) {
        List<RecordedEvent> events = events(caller, jobId, untilSequence);
        JobState state = JobHistory.fold(events).orElseThrow();
        return uncached(new History(
                jobId,
                events.stream().map(HistoryEntry::of).toList(),
                details.asOf(state, events.get(events.size() - 1).event().at())));
    }

    /** The events as a table, without the state. */
    @GetMapping(path = "/{jobId}/history", produces = "text/csv")
    ResponseEntity<String> historyAsCsv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(name = "until_sequence", required = false) @Nullable String untilSequence) {
        List<HistoryEntry> events = events(caller, jobId, untilSequence).stream()
                .map(HistoryEntry::of)
                .toList();
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"export-" + jobId + "-history.csv\"")
                .body(HistoryCsv.of(jobId, events, json));
    }

    private List<RecordedEvent> events(Caller caller, String jobId, @Nullable String untilSequence) {
        int until = ExportParameters.within("until_sequence", untilSequence, 0, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return callerJobs.events(caller, jobId).stream()
                .filter(event -> event.sequence() <= until)
                .toList();
    }

    /** {@code HEAD} does not count as a download. */
    @GetMapping("/{jobId}/download")
    ResponseEntity<Void> download(
            @AuthenticationPrincipal Caller caller, @PathVariable String jobId, HttpMethod method) {
        JobState job = callerJobs.find(caller, jobId);
        CallerJobs.retained(job);
        SignedLink link = links.to(job, caller);
        if (link == null) throw CallerJobs.notDelivered(job);
        if (method.equals(HttpMethod.GET)) requests.downloaded(job.request().jobId(), caller.keyId());
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(link.url())
                .build();
    }

    /** No cache stores a signed URL. */
    private static <T> ResponseEntity<T> uncached(T body) {
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
    }
}
