package io.lotledger.api.capture;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureResult;
import io.lotledger.ingest.capture.job.ErrorBehaviour;
import io.lotledger.ingest.capture.job.EventOutcome;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.projections.processor.ProjectionProgress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** A capture job as JSON: GS1's members under GS1's names, then our own members. */
@Component
class CaptureJobBody {
    private static final int MOST_ERRORS = 1000;

    private final CaptureJobs jobs;
    private final ObjectProvider<ProjectionProgress> progress;

    CaptureJobBody(CaptureJobs jobs, ObjectProvider<ProjectionProgress> progress) {
        this.jobs = jobs;
        this.progress = progress;
    }

    /** The job as it ended, read from memory where memory holds all of it. */
    Map<String, Object> whole(CaptureResult captured) {
        CaptureJob job = captured.job();
        if (!captured.isComplete()) return whole(job, 0, CaptureResult.SHOWN);
        boolean projected = job.counts().accepted() + job.counts().masterData() == 0 && job.lastPosition() <= covered();
        List<Violation> errors = job.success() ? List.of() : captured.errors();
        Map<String, Object> body = brief(job, projected);
        body.put("masterDataWarnings", captured.masterDataWarnings());
        return whole(body, errors, captured.firstEvents(), CaptureResult.SHOWN);
    }

    /** The job with its errors and a page of its events. */
    Map<String, Object> whole(CaptureJob job, int fromEvent, int perPage) {
        List<Violation> errors = job.success() ? List.of() : jobs.errors(job.captureID(), MOST_ERRORS + 1);
        List<EventOutcome> events = jobs.events(job.captureID(), fromEvent, perPage + 1);
        Map<String, Object> body = brief(job, job.lastPosition() <= covered());
        body.put("masterDataWarnings", jobs.masterDataWarnings(job.captureID()));
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
        long covered = covered();
        return page.stream()
                .map(job -> brief(job, job.lastPosition() <= covered))
                .toList();
    }

    /** The log position up to which every read model holds everything. */
    private long covered() {
        return progress.stream()
                .flatMap(one -> one.positions().values().stream())
                .mapToLong(Long::longValue)
                .min()
                .orElse(Long.MAX_VALUE);
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
        body.put("batchStatus", batchStatus(job));
        body.put("totalCount", counts.total());
        body.put("acceptedCount", counts.accepted());
        body.put("rejectedCount", counts.rejected());
        body.put("duplicateCount", counts.duplicate());
        body.put("warningCount", counts.warned());
        body.put("masterDataCount", counts.masterData());
        return body;
    }

    private static String batchStatus(CaptureJob job) {
        if (job.success()) return "ACCEPTED";
        boolean nothing = job.captureErrorBehaviour() == ErrorBehaviour.ROLLBACK
                || job.counts().accepted() + job.counts().duplicate() == 0;
        return nothing ? "REJECTED" : "PARTIALLY_ACCEPTED";
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
