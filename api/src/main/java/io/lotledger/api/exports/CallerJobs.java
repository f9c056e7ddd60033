package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The jobs of the caller's organisation. It sees its own only, and cannot tell others' from none. */
@Component
class CallerJobs {
    private final JobHistory history;

    CallerJobs(JobHistory history) {
        this.history = history;
    }

    JobState find(Caller caller, String jobId) {
        return JobHistory.fold(events(caller, jobId)).orElseThrow();
    }

    /** Never empty. */
    List<RecordedEvent> events(Caller caller, String jobId) {
        UUID id = ExportParameters.id("job", jobId);
        List<RecordedEvent> events = history.events(id);
        boolean theirs = JobHistory.fold(events)
                .filter(job -> job.request().organisation().equals(caller.organisation()))
                .isPresent();
        if (theirs) return events;
        throw ProblemException.notFound("Your organisation has no export job with the id '" + jobId
                + "'. GET /epcis/api/2.0/traceability/exports lists them.");
    }

    /** The workbook of a delivered job, as long as it is kept. */
    static WorkbookDelivered kept(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) throw notDelivered(job);
        WorkbookExpired expiry = job.expiry();
        if (expiry == null) return delivery;
        UUID lot = job.request().lotId();
        throw new ProblemException(
                410,
                "urn:lotledger:problem:workbook-expired",
                "Workbook removed",
                "The workbook of export job " + job.request().shortId() + " was delivered at " + delivery.at()
                        + " and removed at " + expiry.at() + ", when its retention was over. The job's history stays. "
                        + (lot == null
                                ? "POST the same request to /epcis/api/2.0/traceability/exports for a new workbook."
                                : "GET /epcis/api/2.0/traceability/lots/" + ShortUuid.encode(lot)
                                        + "/fda-export makes a new one."),
                Map.of("expired_at", expiry.at().toString()));
    }

    static ProblemException notDelivered(JobState job) {
        return new ProblemException(
                409,
                "urn:lotledger:problem:export-not-delivered",
                "Not delivered",
                "Export job " + job.request().shortId() + " is " + job.status().word()
                        + ": there is a file once it is delivered.",
                Map.of("status", job.status().word()));
    }
}
