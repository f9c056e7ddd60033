package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.Exports;
import io.lotledger.api.exports.JobVerifications;
import io.lotledger.api.problem.CsvBody;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.lifecycle.RecordedEvent;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The page of a job: its status as it runs, its files, its verification and its replay. */
@Controller
@RequestMapping("/compliance/exports/{jobId}")
class JobPageController {
    /** htmx stops to poll at this status. */
    private static final int STOP_POLLING = 286;

    private static final String PAGE = "compliance/exports/job";

    private final JobPages pages;
    private final Exports exports;
    private final JobVerifications verifications;

    JobPageController(JobPages pages, Exports exports, JobVerifications verifications) {
        this.pages = pages;
        this.exports = exports;
        this.verifications = verifications;
    }

    /**
     * @param at the event whose state the replay shows; null for the status of the job
     * @param open a run of progress reports that the replay shows one by one
     */
    @GetMapping
    String job(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(required = false) @Nullable String at,
            @RequestParam(required = false) @Nullable String open,
            Model model) {
        List<RecordedEvent> events = pages.events(caller, jobId);
        model.addAttribute("page", pages.page(caller, events));
        if (at == null) return PAGE;
        requireReplay(caller);
        model.addAttribute(
                "replay", pages.replay(events, sequence("at", at), open == null ? null : sequence("open", open)));
        return "compliance/exports/replay";
    }

    private static long sequence(String name, String text) {
        if (text.matches("\\d{1,9}")) return Long.parseLong(text);
        throw ProblemException.unprocessable(
                name, "“" + name + "” is the number of an event, counted from 0, not “" + text + "”.", List.of());
    }

    private static void requireReplay(Caller caller) {
        if (ExportRights.of(caller).replays()) return;
        throw new ProblemException(
                403,
                "epcisException:SecurityException",
                "Not for this key",
                "The history of an export opens for keys with the role audit or admin.",
                Map.of());
    }

    /**
     * The parts of the page that change while the job is under way.
     *
     * @param seen the state that the page shows: a change of it is said
     */
    @GetMapping("/status")
    String status(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(required = false) @Nullable String seen,
            HttpServletResponse response,
            Model model) {
        JobPage page = pages.page(caller, pages.events(caller, jobId));
        if (page.tick() == null) response.setStatus(STOP_POLLING);
        model.addAttribute("page", page);
        model.addAttribute("changed", !page.steps().key().equals(seen));
        return "compliance/exports/live";
    }

    @GetMapping("/verify")
    String verify(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String fragment,
            Model model)
            throws IOException, InterruptedException {
        requireReplay(caller);
        List<RecordedEvent> events = pages.events(caller, jobId);
        long start = System.nanoTime();
        var found = verifications.verify(caller, jobId);
        Duration time = Duration.ofNanos(System.nanoTime() - start);
        model.addAttribute("verification", VerificationView.of(found, time));
        if (fragment != null) return "compliance/exports/verified";
        model.addAttribute("page", pages.page(caller, events));
        return PAGE;
    }

    /** {@code HEAD} does not count as a download. */
    @GetMapping("/download")
    ResponseEntity<Void> download(
            @AuthenticationPrincipal Caller caller, @PathVariable String jobId, HttpMethod method) {
        pages.events(caller, jobId);
        if (!ExportRights.of(caller).asks())
            throw new ProblemException(
                    403,
                    "epcisException:SecurityException",
                    "Not for this key",
                    "Workbooks are downloaded with a key that has the role export or admin.",
                    Map.of());
        return found(
                exports.download(caller, jobId, method.equals(HttpMethod.GET)).url());
    }

    @GetMapping("/manifest")
    ResponseEntity<Void> manifest(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        pages.events(caller, jobId);
        return found(exports.manifest(caller, jobId));
    }

    private static ResponseEntity<Void> found(URI file) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(file)
                .build();
    }

    /** As the API gives it. */
    @GetMapping("/history.json")
    ResponseEntity<Exports.History> historyAsJson(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(required = false) @Nullable String at) {
        requireReplay(caller);
        pages.events(caller, jobId);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(exports.history(caller, jobId, until(at)));
    }

    @GetMapping("/history.csv")
    ResponseEntity<byte[]> historyAsCsv(
            @AuthenticationPrincipal Caller caller,
            @PathVariable String jobId,
            @RequestParam(required = false) @Nullable String at) {
        requireReplay(caller);
        pages.events(caller, jobId);
        return CsvBody.file(Exports.historyFile(jobId), exports.historyCsv(caller, jobId, until(at)));
    }

    private static int until(@Nullable String at) {
        return at == null ? Integer.MAX_VALUE : (int) sequence("at", at);
    }
}
