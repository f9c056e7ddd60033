package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobStatus;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The jobs of the caller's organisation. Another organisation's job is answered like one that does not exist. */
@Component
public class CallerJobs {
    private final JobHistory history;

    CallerJobs(JobHistory history) {
        this.history = history;
    }

    public JobState find(Caller caller, String jobId) {
        return JobHistory.fold(events(caller, jobId)).orElseThrow();
    }

    /** The job's events, never empty; 404 when the organisation has no such job. */
    List<RecordedEvent> events(Caller caller, String jobId) {
        return events(caller, ExportParameters.id("job", jobId))
                .orElseThrow(() -> ProblemException.notFound("Your organisation has no export job with the id '" + jobId
                        + "'. GET /epcis/api/2.0/traceability/exports lists them."));
    }

    /** The job's events; empty when the organisation has no such job. */
    Optional<List<RecordedEvent>> events(Caller caller, UUID jobId) {
        List<RecordedEvent> events = history.events(jobId);
        return JobHistory.fold(events)
                .filter(job -> job.request().organisation().equals(caller.organisation()))
                .map(job -> events);
    }

    /** The workbook of a delivered job; 409 before the delivery, 410 after the retention. */
    public static WorkbookDelivered retained(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) throw notDelivered(job);
        WorkbookExpired expiry = job.expiry();
        if (expiry == null) return delivery;
        throw new ProblemException(
                410,
                "urn:lotledger:problem:workbook-expired",
                "Workbook removed",
                "The workbook of export job " + job.request().shortId() + " was delivered at " + delivery.at()
                        + " and removed at " + expiry.at() + ", when its retention ended. The job's history remains. "
                        + again(job),
                Map.of("expired_at", expiry.at().toString()));
    }

    /** The file store has lost the workbook or its manifest: somebody removed it there. */
    static ProblemException lost(JobState job) {
        return new ProblemException(
                410,
                "urn:lotledger:problem:workbook-lost",
                "Workbook not there",
                "The file store (S3) has lost a file of export job "
                        + job.request().shortId() + ", which was delivered. The job's history remains. " + again(job),
                Map.of());
    }

    private static String again(JobState job) {
        UUID lot = job.request().lotId();
        return lot == null
                ? "POST the same request to /epcis/api/2.0/traceability/exports for a new workbook."
                : "POST /epcis/api/2.0/traceability/lots/" + ShortUuid.encode(lot) + "/fda-export makes a new one.";
    }

    static ProblemException notDelivered(JobState job) {
        boolean failed = job.status() == JobStatus.FAILED;
        return new ProblemException(
                409,
                "urn:lotledger:problem:export-not-delivered",
                "Not delivered",
                "Export job " + job.request().shortId() + " is " + job.status().word()
                        + (failed
                                ? ", so it has no workbook. The job says why. " + again(job)
                                : "; the workbook exists once the job is delivered. Poll the job until then."),
                Map.of("job_status", job.status().word()));
    }
}
