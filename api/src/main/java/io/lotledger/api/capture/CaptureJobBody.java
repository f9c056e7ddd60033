package io.lotledger.api.capture;

import io.lotledger.ingest.capture.job.BatchStatus;
import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.CaptureVerdict;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.capture.job.Sender;
import io.lotledger.ingest.document.text.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** A capture job as JSON: GS1's members under GS1's names, then our own members. */
@Component
class CaptureJobBody {
    static final int MOST_ERRORS = 1000;

    private final CaptureHistory history;

    CaptureJobBody(CaptureHistory history) {
        this.history = history;
    }

    /** The job as it ended, read from memory where memory holds all of it. */
    Map<String, Object> whole(CaptureResult captured) {
        CaptureJob job = captured.job();
        if (!captured.isComplete()) return whole(job, 0, CaptureResult.SHOWN);
        boolean projected = job.counts().accepted() + job.counts().masterData() == 0 && history.isProjected(job);
        List<Violation> errors = job.success() ? List.of() : captured.errors();
        Map<String, Object> body = brief(job, projected);
        body.put("masterDataWarnings", captured.masterDataWarnings());
        return whole(body, errors, captured.firstEvents(), CaptureResult.SHOWN);
    }

    /** The job with its errors and a page of its events. */
    Map<String, Object> whole(CaptureJob job, int fromEvent, int perPage) {
        List<Violation> errors = history.errors(job, MOST_ERRORS + 1);
        List<EventOutcome> events = history.events(job, fromEvent, perPage + 1);
        Map<String, Object> body = brief(job, history.isProjected(job));
        body.put("masterDataWarnings", history.masterDataWarnings(job));
        return whole(body, errors, events, perPage);
    }

    private static Map<String, Object> whole(
            Map<String, Object> body, List<Violation> errors, List<EventOutcome> events, int perPage) {
        body.put(
                "errors",
                errors.stream().limit(MOST_ERRORS).map(CaptureJobBody::problem).toList());
        if (errors.size() > MOST_ERRORS) body.put("more_errors", "see events: each has its own");
        body.put("events", events.subList(0, Math.min(perPage, events.size())));
        if (events.size() > perPage)
            body.put("next_from_event", events.get(perPage).index());
        return body;
    }

    /** Jobs without their errors and events. */
    List<Map<String, Object>> brief(List<CaptureJob> page) {
        long covered = history.covered();
        return page.stream()
                .map(job -> brief(job, job.lastPosition() <= covered))
                .toList();
    }

    private static Map<String, Object> brief(CaptureJob job, boolean projected) {
        CaptureJob.Counts counts = job.counts();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("captureID", job.captureID());
        body.put("createdAt", job.createdAt().toString());
        put(body, "finishedAt", job.finishedAt());
        body.put("running", job.running());
        body.put("success", job.success());
        body.put("captureErrorBehaviour", job.captureErrorBehaviour().word());
        body.put("projected", projected);
        body.put("log_position", job.lastPosition());
        body.put("sender", sender(job.sender()));
        counts(body, job.status(), counts);
        return body;
    }

    private static @Nullable Map<String, Object> sender(@Nullable Sender sender) {
        if (sender == null) return null;
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("key_id", sender.keyId());
        body.put("name", sender.name());
        return body;
    }

    /** What a capture would answer, under the names of a job. */
    static Map<String, Object> verdict(
            CaptureVerdict verdict, List<Violation> errors, List<EventOutcome> events, int perPage) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("success", verdict.success());
        body.put("captureErrorBehaviour", verdict.behaviour().word());
        counts(body, verdict.status(), verdict.counts());
        body.put("masterDataWarnings", verdict.masterDataWarnings());
        return whole(body, errors, events, perPage);
    }

    private static void counts(Map<String, Object> body, BatchStatus status, CaptureJob.Counts counts) {
        body.put("batchStatus", status.name());
        body.put("totalCount", counts.total());
        body.put("acceptedCount", counts.accepted());
        body.put("rejectedCount", counts.rejected());
        body.put("duplicateCount", counts.duplicate());
        body.put("warningCount", counts.warned());
        body.put("masterDataCount", counts.masterData());
    }

    private static Map<String, Object> problem(Violation violation) {
        boolean conflict = violation.rule().equals("conflict");
        Map<String, Object> body = new LinkedHashMap<>();
        body.put(
                "type",
                conflict ? "epcisException:ResourceAlreadyExistsException" : "epcisException:ValidationException");
        body.put("title", conflict ? "Another event has this eventID" : "The event breaks a rule");
        body.put("status", conflict ? 409 : 400);
        body.put("detail", violation.path() + ": " + violation.message());
        body.put("rule", violation.rule());
        return body;
    }

    private static void put(Map<String, Object> body, String name, @Nullable Object value) {
        body.put(name, value == null ? null : value.toString());
    }
}
