package io.lotledger.api.exports;

import io.lotledger.api.exports.ExportDetails.Progress;
import io.lotledger.api.exports.ExportDetails.Waiting;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobStatus;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.retention.RetentionPolicy;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells all of a job: what its events say, and what it waits for now. */
@Component
final class JobDetails {
    private final ReadModels readModels;
    private final ExportPolicy policy;
    private final RetentionPolicy retention;
    private final Clock clock;

    JobDetails(ReadModels readModels, ExportPolicy policy, RetentionPolicy retention, Clock clock) {
        this.readModels = readModels;
        this.policy = policy;
        this.retention = retention;
        this.clock = clock;
    }

    ExportDetails of(JobState job, @Nullable SignedLink link) {
        boolean pending = job.status() == JobStatus.PENDING;
        long position = pending ? readModels.position() : 0;
        long wanted = job.request().logPosition();
        Progress read = pending ? new Progress(Math.min(wanted, position), wanted) : null;
        Instant now = clock.instant();
        return ExportDetails.of(job, link, read, waiting(job, position, now), job.isLate(now), retainedUntil(job));
    }

    /** As it stood at an event, without what is of today. */
    ExportDetails asOf(JobState job, Instant then) {
        return ExportDetails.of(job, null, null, null, job.isLate(then), retainedUntil(job));
    }

    private @Nullable Instant retainedUntil(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        return delivery == null ? null : retention.until(delivery);
    }

    private @Nullable Waiting waiting(JobState job, long position, Instant now) {
        AttemptFailed setback = job.setback();
        if (!job.status().isFinal() && setback != null && setback.attempt() == job.attempts()) {
            return now.isBefore(setback.retryAt())
                    ? new Waiting("retry", "The last attempt failed; the next begins in a moment.", setback.retryAt())
                    : new Waiting("worker", "The last attempt failed; the next begins when a worker is free.", null);
        }
        if (job.status() != JobStatus.PENDING) return null;
        long wanted = job.request().logPosition();
        if (position < wanted) {
            return new Waiting(
                    "read_models",
                    "The export is taken at position " + wanted + " of the log, and the read models have come to "
                            + position + ". Once a worker waits for them, they have "
                            + policy.readModelsWait().toSeconds() + " s; after that the job fails.",
                    null);
        }
        return new Waiting(
                "worker",
                "A node makes " + policy.workers() + " exports at the same time; this one is next in line.",
                null);
    }
}
