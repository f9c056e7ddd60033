package io.lotledger.api.metrics;

import io.lotledger.ingest.capture.job.CaptureJob;
import io.lotledger.ingest.capture.job.CaptureMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Documents and events that this node has captured since its start, and how many documents share a commit. */
@Component
final class CaptureMetrics implements CaptureMeter {
    private final Counter documents;
    private final Counter accepted;
    private final Counter duplicate;
    private final Counter rejected;
    private final DistributionSummary groupDocuments;
    private final DistributionSummary groupEntries;
    private final Timer commit;

    CaptureMetrics(MeterRegistry registry) {
        documents = Counter.builder("lotledger.capture.documents")
                .description("Documents with a capture job, and single events")
                .register(registry);
        accepted = events("accepted", registry);
        duplicate = events("duplicate", registry);
        rejected = events("rejected", registry);
        groupDocuments = DistributionSummary.builder("lotledger.capture.group")
                .baseUnit("documents")
                .description("Documents that were committed together")
                .register(registry);
        groupEntries = DistributionSummary.builder("lotledger.capture.group.size")
                .baseUnit("entries")
                .description("Events and master data that were committed together")
                .register(registry);
        commit = Timer.builder("lotledger.capture.commit")
                .description("Time of the commit of a group")
                .register(registry);
    }

    private static Counter events(String outcome, MeterRegistry registry) {
        return Counter.builder("lotledger.capture.events")
                .tag("outcome", outcome)
                .description("Events of captured documents, by what became of them")
                .register(registry);
    }

    @Override
    public void captured(CaptureJob.Counts counts) {
        documents.increment();
        accepted.increment(counts.accepted());
        duplicate.increment(counts.duplicate());
        rejected.increment(counts.rejected());
    }

    @Override
    public void committed(int documents, int entries, Duration took) {
        groupDocuments.record(documents);
        groupEntries.record(entries);
        commit.record(took);
    }
}
