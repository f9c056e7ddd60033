package io.lotledger.export.lifecycle;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.DeadlineMissed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LinkRevoked;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookExpired;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An export job folded from the events read so far.
 *
 * @param attempts the highest attempt number so far, 0 before the first
 * @param processingStartedAt when the first attempt began
 * @param setback the last failed attempt
 * @param missedDeadline null when the workbook was delivered in time, or the deadline is not checked yet
 * @param expiry null while the workbook is kept
 * @param links that were made to the job, in order
 */
public record JobState(
        ExportRequested request,
        JobStatus status,
        int attempts,
        @Nullable Instant processingStartedAt,
        @Nullable ProgressReported progress,
        @Nullable AttemptFailed setback,
        @Nullable WorkbookDelivered delivery,
        @Nullable ExportFailed failure,
        long downloads,
        @Nullable DeadlineMissed missedDeadline,
        @Nullable WorkbookExpired expiry,
        List<RegulatorLink> links) {
    public JobState {
        links = List.copyOf(links);
    }

    static JobState of(ExportRequested request) {
        return new JobState(request, JobStatus.PENDING, 0, null, null, null, null, null, 0, null, null, List.of());
    }

    /** The state after {@code event}. Events are facts, so this does not validate them. */
    JobState after(ExportJobEvent event) {
        if (event instanceof ExportRequested e) return of(e);
        if (event instanceof ProcessingStarted e) return started(e);
        if (event instanceof ProgressReported e)
            return with(status, attempts, processingStartedAt, e, setback, delivery, failure, downloads);
        if (event instanceof AttemptFailed e)
            return with(status, most(e.attempt()), processingStartedAt, progress, e, delivery, failure, downloads);
        if (event instanceof WorkbookDelivered e)
            return with(JobStatus.DELIVERED, most(e.attempt()), processingStartedAt, null, setback, e, null, downloads);
        if (event instanceof ExportFailed e)
            return with(JobStatus.FAILED, most(e.attempt()), processingStartedAt, null, setback, null, e, downloads);
        if (event instanceof WorkbookDownloaded e)
            return with(status, attempts, processingStartedAt, progress, setback, delivery, failure, downloads + 1)
                    .noting(missedDeadline, expiry, RegulatorLink.after(links, e));
        if (event instanceof DeadlineMissed e) return noting(e, expiry, links);
        if (event instanceof WorkbookExpired e) return noting(missedDeadline, e, links);
        if (event instanceof LinkMade || event instanceof LinkOpened || event instanceof LinkRevoked)
            return noting(missedDeadline, expiry, RegulatorLink.after(links, event));
        throw new IllegalArgumentException("not an event of an export job: " + event);
    }

    private JobState started(ProcessingStarted e) {
        Instant first = processingStartedAt == null ? e.at() : processingStartedAt;
        return with(JobStatus.PROCESSING, most(e.attempt()), first, null, setback, null, null, downloads);
    }

    private JobState with(
            JobStatus status,
            int attempts,
            @Nullable Instant startedAt,
            @Nullable ProgressReported progress,
            @Nullable AttemptFailed setback,
            @Nullable WorkbookDelivered delivery,
            @Nullable ExportFailed failure,
            long downloads) {
        return new JobState(
                request,
                status,
                attempts,
                startedAt,
                progress,
                setback,
                delivery,
                failure,
                downloads,
                missedDeadline,
                expiry,
                links);
    }

    private JobState noting(
            @Nullable DeadlineMissed missed, @Nullable WorkbookExpired expired, List<RegulatorLink> links) {
        return new JobState(
                request,
                status,
                attempts,
                processingStartedAt,
                progress,
                setback,
                delivery,
                failure,
                downloads,
                missed,
                expired,
                links);
    }

    /** A link of the job by its id. */
    public Optional<RegulatorLink> link(String linkId) {
        return links.stream().filter(link -> link.id().equals(linkId)).findFirst();
    }

    /** The deadline of the workbook (21 CFR 1.1455(c)). */
    public Instant due() {
        return request.requestedAt().plus(ExportClock.SLA);
    }

    /** Whether the deadline passed without a delivered workbook. */
    public boolean isLate(Instant now) {
        Instant end = delivery != null ? delivery.at() : failure != null ? failure.at() : now;
        return end.isAfter(due());
    }

    private int most(int attempt) {
        return Math.max(attempts, attempt);
    }
}
