package io.lotledger.api.dashboard.event;

import io.lotledger.export.source.KeyNames;
import io.lotledger.ingest.capture.job.CaptureJobs;
import io.lotledger.ingest.capture.job.CaptureScope;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Who sent a captured document. */
@Component
public class Senders {
    private final CaptureJobs jobs;
    private final KeyNames names;

    Senders(CaptureJobs jobs, KeyNames names) {
        this.jobs = jobs;
        this.names = names;
    }

    /** The key's name; empty for jobs of versions that did not store the key, and for keys without a name. */
    public Optional<String> nameOf(UUID organisation, String captureID) {
        return jobs.find(CaptureScope.all(organisation), captureID)
                .flatMap(job -> Optional.ofNullable(job.sender()))
                .flatMap(sender -> Optional.ofNullable(sender.name()).or(() -> names.nameOf(sender.keyId())));
    }
}
