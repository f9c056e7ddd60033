package io.lotledger.api.exports;

import io.lotledger.api.problem.ProblemException;
import io.lotledger.api.security.Caller;
import io.lotledger.export.proof.ManifestKey;
import java.io.IOException;
import java.util.Map;
import org.springframework.http.CacheControl;
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
    private final JobVerifications verifications;
    private final Exports exports;
    private final ManifestKey key;

    VerificationController(JobVerifications verifications, Exports exports, ManifestKey key) {
        this.verifications = verifications;
        this.exports = exports;
        this.key = key;
    }

    /** @param publicKey PEM, X.509 SubjectPublicKeyInfo */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Key(String keyid, String algorithm, String publicKey) {}

    /** Renders the workbook again and stores nothing; 503 while the server runs as many verifications as it can. */
    @GetMapping("/exports/{jobId}/verify")
    ResponseEntity<VerificationBody> verify(@AuthenticationPrincipal Caller caller, @PathVariable String jobId)
            throws IOException, InterruptedException {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(verifications.verify(caller, jobId).orElseThrow(VerificationController::busy));
    }

    private static ProblemException busy() {
        return new ProblemException(
                503,
                "urn:lotledger:problem:verifications-busy",
                "Busy with other verifications",
                "The server is running as many verifications as it can; each one renders a workbook again."
                        + " Retry in " + ProblemException.RETRY_AFTER_SECONDS + " seconds.",
                Map.of());
    }

    /** 302 to a signed link of the envelope (DSSE). */
    @GetMapping("/exports/{jobId}/manifest")
    ResponseEntity<Void> manifest(@AuthenticationPrincipal Caller caller, @PathVariable String jobId) {
        return ResponseEntity.status(HttpStatus.FOUND)
                .cacheControl(CacheControl.noStore())
                .location(exports.manifest(caller, jobId))
                .build();
    }

    @GetMapping("/manifest-key")
    Key key() {
        return new Key(key.id(), "Ed25519", key.pem());
    }
}
