package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.proof.Verifications;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Verifies the workbooks of an organisation's jobs. */
@Component
public class JobVerifications {
    private final CallerJobs jobs;
    private final Verifications verifications;

    JobVerifications(CallerJobs jobs, Verifications verifications) {
        this.jobs = jobs;
        this.verifications = verifications;
    }

    /**
     * Renders the workbook again and stores nothing.
     *
     * @return empty while the server runs as many verifications as it can
     * @throws ProblemException 404 when the organisation has no such job, 409 before the delivery, 503 without the storage
     */
    public Optional<VerificationBody> verify(Caller caller, String jobId) throws IOException, InterruptedException {
        JobState job = jobs.find(caller, jobId);
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) throw CallerJobs.notDelivered(job);
        try {
            return verifications
                    .of(job.request(), delivery)
                    .map(found -> job.expiry() == null ? found : found.afterRetention())
                    .map(found -> VerificationBody.of(jobId, job.request().logPosition(), found));
        } catch (StorageUnavailable e) {
            throw new ProblemException(
                    503,
                    "urn:lotledger:problem:storage-unavailable",
                    "Storage unavailable",
                    String.valueOf(e.getMessage()),
                    Map.of());
        }
    }
}
