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
import io.lotledger.export.source.RulesInForce;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Describes a job in full: its state from its events, and what it waits for now. */
@Component
final class JobDetails {
    private final ReadModels readModels;
    private final ExportPolicy policy;
    private final RetentionPolicy retention;
    private final Clock clock;
    private final DiskReserve reserve;
    private final RulesInForce rules;

    JobDetails(
            ReadModels readModels,
            ExportPolicy policy,
            RetentionPolicy retention,
            Clock clock,
            DiskReserve reserve,
            WorkbookSource rules) {
        this.readModels = readModels;
        this.policy = policy;
        this.retention = retention;
        this.clock = clock;
        this.reserve = reserve;
        this.rules = rules;
    }

    ExportDetails of(JobState job, @Nullable SignedLink link) {
        boolean pending = job.status() == JobStatus.PENDING;
        long position = pending ? readModels.position() : 0;
        long required = job.request().logPosition();
        Progress read = pending ? new Progress(Math.min(required, position), required) : null;
        Instant now = clock.instant();
        return ExportDetails.of(
                job,
                link,
                read,
                waiting(job, position, now),
                job.isLate(now),
                retainedUntil(job),
                Optional.ofNullable(job.delivery()).flatMap(rules::differenceOf).orElse(null));
    }

    /** The job as of an event, without anything that depends on the present. */
    ExportDetails asOf(JobState job, Instant then) {
        return ExportDetails.of(job, null, null, null, job.isLate(then), retainedUntil(job), null);
    }

    private @Nullable Instant retainedUntil(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) return null;
        return retention.until(job.request().organisation(), delivery).orElse(null);
    }

    private Waiting forRoom() {
        DiskReserve.Volume volume = reserve.tightest();
        return new Waiting(
                "disk",
                "The server's disk is short: " + volume.freeInWords() + " are free, less than the reserve of "
                        + volume.reserveInWords()
                        + ". The export goes on by itself once the operator has made room there.",
                null);
    }

    private @Nullable Waiting waiting(JobState job, long position, Instant now) {
        AttemptFailed setback = job.setback();
        boolean isSetBack = !job.status().isFinal() && setback != null && setback.attempt() == job.attempts();
        if ((isSetBack || job.status() == JobStatus.PENDING) && reserve.isShort()) return forRoom();
        if (isSetBack && setback != null) {
            return now.isBefore(setback.retryAt())
                    ? new Waiting("retry", "The last attempt failed; the next starts shortly.", setback.retryAt())
                    : new Waiting("worker", "The last attempt failed; the next starts when a worker is free.", null);
        }
        if (job.status() != JobStatus.PENDING) return null;
        long required = job.request().logPosition();
        if (position < required) {
            return new Waiting(
                    "read_models",
                    "The export needs log position " + required + "; the read models are at " + position
                            + ". A worker waits "
                            + policy.readModelsWait().toSeconds() + " s for them; after that the job fails.",
                    null);
        }
        return new Waiting(
                "worker",
                "A node renders " + policy.workers() + " exports at the same time; this one waits for a free worker.",
                null);
    }
}
