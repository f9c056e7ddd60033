package io.lotledger.api.dashboard.captures;

import io.lotledger.api.capture.CaptureHistory;
import io.lotledger.api.dashboard.Show;
import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.RefusedEvent;
import io.lotledger.ingest.document.text.Violation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** A capture job: what became of its events, its faults by rule, and what was refused. */
@Controller
@RequestMapping("/compliance/captures/{captureID}")
class CapturePageController {
    /** Limits the fragments of one page to what a reader looks at. */
    private static final int MOST_FRAGMENTS = 10;

    private static final int MOST_CHARACTERS = 4_000;
    private static final int MOST_ERRORS = 1_000;

    private final CaptureHistory history;
    private final Show show;

    CapturePageController(CaptureHistory history, Show show) {
        this.history = history;
        this.show = show;
    }

    @GetMapping
    String page(@AuthenticationPrincipal Caller caller, @PathVariable String captureID, Model model) {
        CaptureJob job = find(caller, captureID);
        List<EventOutcome> outcomes = history.events(job, 0, CaptureResult.SHOWN);
        List<RefusedEvent> refused = history.refused(job);
        List<Violation> masterData = history.masterDataErrors(job, MOST_ERRORS);
        long own = outcomes.stream().filter(CapturePageController::isOwn).count();
        boolean hasMore = job.counts().total() > outcomes.size();
        model.addAttribute("row", new CaptureRow(job, history.isProjected(job)));
        model.addAttribute("title", "Capture of " + show.second(job.createdAt()));
        model.addAttribute(
                "groups",
                FaultGroup.of(
                        outcomes,
                        masterData,
                        hasMore ? laterErrors(job, masterData, outcomes) : List.of(),
                        history.masterDataWarnings(job),
                        fragments(refused)));
        model.addAttribute("outcomes", outcomes.stream().limit(100).toList());
        model.addAttribute("looked", outcomes.size());
        model.addAttribute("refused", refused.size());
        boolean isRollback = job.captureErrorBehaviour() == ErrorBehaviour.ROLLBACK;
        model.addAttribute(
                "isCut",
                refused.size() < (isRollback ? own : job.counts().rejected())
                        || (isRollback && hasMore && job.counts().rejected() > 0));
        model.addAttribute(
                "rolledBack",
                outcomes.stream().filter(EventOutcome::isRolledBack).count());
        return "compliance/captures/job";
    }

    private static boolean isOwn(EventOutcome outcome) {
        return outcome.status() == EventOutcome.Status.REJECTED && !outcome.isRolledBack();
    }

    /** The errors of the events after the outcomes that the page looks at. */
    private List<Violation> laterErrors(CaptureJob job, List<Violation> masterData, List<EventOutcome> outcomes) {
        int before = masterData.size()
                + outcomes.stream()
                        .filter(CapturePageController::isOwn)
                        .mapToInt(one -> one.errors().size())
                        .sum();
        return history.errors(job, before + MOST_ERRORS).stream().skip(before).toList();
    }

    /** The part of the page that is polled until the tables hold everything. */
    @GetMapping("/progress")
    String progress(@AuthenticationPrincipal Caller caller, @PathVariable String captureID, Model model) {
        CaptureJob job = find(caller, captureID);
        model.addAttribute("row", new CaptureRow(job, history.isProjected(job)));
        return "compliance/captures/progress";
    }

    /** For the console, which follows a job that it sent. */
    @GetMapping("/state")
    @ResponseBody
    Map<String, Object> state(@AuthenticationPrincipal Caller caller, @PathVariable String captureID) {
        CaptureJob job = find(caller, captureID);
        return Map.of("projected", history.isProjected(job), "log_position", job.lastPosition());
    }

    @GetMapping("/refused.jsonld")
    ResponseEntity<byte[]> refused(@AuthenticationPrincipal Caller caller, @PathVariable String captureID) {
        CaptureJob job = find(caller, captureID);
        List<RefusedEvent> refused = history.refused(job);
        if (refused.isEmpty())
            throw ProblemException.notFound(
                    "This capture keeps no refused event. Captures of earlier versions kept none, and an event of more than 64 KB is not kept.");
        return ResponseEntity.ok()
                .contentType(new MediaType("application", "ld+json"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("refused-" + job.captureID() + ".jsonld")
                                .build()
                                .toString())
                .body(MendableDocument.of(refused, job.createdAt()).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<Integer, String> fragments(List<RefusedEvent> refused) {
        Map<Integer, String> fragments = new LinkedHashMap<>();
        for (RefusedEvent one : refused) {
            if (fragments.size() == MOST_FRAGMENTS) break;
            if (one.event().length() > MOST_CHARACTERS) continue; // indenting never shortens
            String text = MendableDocument.readable(one);
            if (text.length() <= MOST_CHARACTERS) fragments.put(one.index(), text);
        }
        return fragments;
    }

    private CaptureJob find(Caller caller, String captureID) {
        return history.find(caller, captureID)
                .orElseThrow(() -> ProblemException.notFound("There is no capture " + captureID
                        + " that your key may see. Captures lists those that it may."));
    }
}
