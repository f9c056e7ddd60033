package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.proof.Verification;
import io.lotledger.export.proof.Verifications;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/** Verifies that the log still produces the delivered workbook, and hands out its signed manifest. */
@RestController
@RequestMapping("/epcis/api/2.0/traceability")
class VerificationController {
    private static final int BUSY_SECONDS = 5;

    private final CallerJobs jobs;
    private final Verifications verifications;
    private final WorkbookStore store;
    private final ManifestKey key;

    VerificationController(CallerJobs jobs, Verifications verifications, WorkbookStore store, ManifestKey key) {
        this.jobs = jobs;
        this.verifications = verifications;
        this.store = store;
        this.key = key;
    }

    /** @param publicKey PEM, X.509 SubjectPublicKeyInfo */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Key(String keyid, String algorithm, String publicKey) {}

    /** Renders the workbook again and stores nothing; 503 while the server runs as many verifications as it can. */
    @GetMapping("/exports/{jobId}/verify")
    ResponseEntity<VerificationBody> verify(
            @AuthenticationPrincipal Caller caller, @PathVariable String jobId, HttpServletResponse response)
            throws IOException, InterruptedException {
        JobState job = jobs.find(caller, jobId);
        WorkbookDelivered delivery = delivery(job);
        try {
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.noStore())
                    .body(VerificationBody.of(
                            jobId, job.request().logPosition(), verification(job, delivery, response)));
        } catch (StorageUnavailable e) {
            throw new ProblemException(
                    503,
                    "urn:lotledger:problem:storage-unavailable",
                    "Storage unavailable",
                    String.valueOf(e.getMessage()),
                    Map.of());
        }
    }

    private Verification verification(JobState job, WorkbookDelivered delivery, HttpServletResponse response)
            throws IOException, InterruptedException {
        Verification found = verifications.of(job.request(), delivery).orElseThrow(() -> busy(response));
        return job.expiry() == null ? found : found.afterRetention();
    }

    private static ProblemException busy(HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, Integer.toString(BUSY_SECONDS));
        return new ProblemException(
                503,
                "urn:lotledger:problem:verifications-busy",
                "Busy with other verifications",
                "The server is running as many verifications as it can; each one renders a workbook again."
                        + " Retry in " + BUSY_SECONDS + " seconds.",
                Map.of());
    }

    /** 302 to a signed link of the envelope (DSSE). */
    @GetMapping("/exports/{jobId}/manifest")
    ResponseEntity<Void> manifest(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        String manifest = CallerJobs.retained(jobs.find(caller, jobId)).manifestKey();
        if (manifest == null) {
            throw ProblemException.notFound("Export job " + jobId
                    + " has no manifest: it was delivered by a version that did not sign manifests.");
        }
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(store.link(manifest).url())
                .build();
    }

    @GetMapping("/manifest-key")
    Key key() {
        return new Key(key.id(), "Ed25519", key.pem());
    }

    private static WorkbookDelivered delivery(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) throw CallerJobs.notDelivered(job);
        return delivery;
    }
}
