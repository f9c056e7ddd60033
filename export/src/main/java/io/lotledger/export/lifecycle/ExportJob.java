package io.lotledger.export.lifecycle;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

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
import io.lotledger.export.lifecycle.ExportJobCommand.ExpireWorkbook;
import io.lotledger.export.lifecycle.ExportJobCommand.MakeLink;
import io.lotledger.export.lifecycle.ExportJobCommand.OpenByLink;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordAttemptFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDelivery;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordDownload;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordFailure;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordMissedDeadline;
import io.lotledger.export.lifecycle.ExportJobCommand.ReportProgress;
import io.lotledger.export.lifecycle.ExportJobCommand.RequestExport;
import io.lotledger.export.lifecycle.ExportJobCommand.RevokeLink;
import io.lotledger.export.lifecycle.ExportJobCommand.StartProcessing;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * One export from the request to its end. It decides and has no side effects.
 *
 * <p>Results carry the number of the attempt they come from: a worker that lost its lease cannot finish the attempt of
 * another. A repeated or late command changes nothing and raises no error.
 */
@Aggregate(type = "ExportJob")
@SuppressWarnings("NullAway.Init") // both fields are set by the first event
class ExportJob {
    @AggregateIdentifier
    private UUID jobId;

    private JobState state;

    /** For Axon. */
    ExportJob() {}

    @CommandHandler
    ExportJob(RequestExport command, Clock clock) {
        apply(command.at(now(clock)));
    }

    @CommandHandler
    boolean handle(StartProcessing command, Clock clock) {
        if (state.status().isFinal() || isStale(command.attempt())) return false;
        if (command.attempt() > state.attempts()) {
            apply(new ProcessingStarted(jobId, command.attempt(), now(clock)));
        }
        return true;
    }

    @CommandHandler
    void handle(ReportProgress command, Clock clock) {
        if (state.status().isFinal() || isStale(command.attempt())) return;
        require(JobStatus.PROCESSING);
        Instant now = now(clock);
        ProgressReported last = state.progress();
        if (last != null && now.isBefore(last.at().plus(ExportPolicy.BETWEEN_PROGRESS))) return;
        apply(new ProgressReported(jobId, command.attempt(), command.done(), command.total(), now));
    }

    @CommandHandler
    void handle(RecordAttemptFailure command, Clock clock) {
        if (state.status().isFinal() || isStale(command.attempt())) return;
        AttemptFailed last = state.setback();
        if (last != null && last.attempt() == command.attempt()) return;
        apply(new AttemptFailed(
                jobId, command.attempt(), command.code(), command.message(), command.retryAt(), now(clock)));
    }

    /** Whether the job records this delivery; its object then stays in S3. */
    @CommandHandler
    boolean handle(RecordDelivery command, Clock clock) {
        WorkbookDelivered delivery = state.delivery();
        if (delivery != null) return delivery.objectKey().equals(command.objectKey());
        if (state.status().isFinal() || isStale(command.attempt())) return false;
        require(JobStatus.PROCESSING);
        apply(new WorkbookDelivered(
                jobId,
                command.attempt(),
                command.objectKey(),
                command.fileName(),
                command.sha256(),
                command.contentSha256(),
                command.rules().maker().productVersion(),
                command.rules().maker().build(),
                command.rules().tables(),
                command.sizeBytes(),
                command.rows(),
                command.manifestKey(),
                now(clock)));
        return true;
    }

    /** A pending job can fail too: the read models never reached its position, or every worker was lost before it began. */
    @CommandHandler
    void handle(RecordFailure command, Clock clock) {
        if (state.status().isFinal() || isStale(command.attempt())) return;
        apply(new ExportFailed(jobId, command.attempt(), command.code(), command.message(), now(clock)));
    }

    @CommandHandler
    void handle(RecordDownload command, Clock clock) {
        require(JobStatus.DELIVERED);
        if (state.expiry() != null) return; // the workbook is removed already
        apply(new WorkbookDownloaded(jobId, now(clock), command.by()));
    }

    @CommandHandler
    void handle(ExpireWorkbook command, Clock clock) {
        if (state.expiry() != null) return;
        require(JobStatus.DELIVERED);
        apply(new WorkbookExpired(jobId, now(clock)));
    }

    @CommandHandler
    boolean handle(MakeLink command, Clock clock) {
        require(JobStatus.DELIVERED);
        if (state.link(command.linkId()).isPresent()) return true;
        if (state.links().size() >= RegulatorLink.MOST_LINKS) return false;
        apply(new LinkMade(
                jobId,
                command.linkId(),
                command.secretSha256(),
                command.note(),
                command.expiresAt(),
                now(clock),
                command.by()));
        return true;
    }

    @CommandHandler
    void handle(RevokeLink command, Clock clock) {
        boolean isOpen = state.link(command.linkId())
                .filter(link -> link.revocation() == null)
                .isPresent();
        if (isOpen) apply(new LinkRevoked(jobId, command.linkId(), now(clock), command.by()));
    }

    @CommandHandler
    boolean handle(OpenByLink command, Clock clock) {
        Instant now = now(clock);
        boolean opens =
                state.link(command.linkId()).filter(link -> link.opens(now)).isPresent();
        if (opens) apply(new LinkOpened(jobId, command.linkId(), command.part(), now));
        return opens;
    }

    @CommandHandler
    boolean handle(RecordMissedDeadline command, Clock clock) {
        Instant now = now(clock);
        if (state.missedDeadline() != null || !state.isLate(now)) return false;
        apply(new DeadlineMissed(jobId, state.due(), now));
        return true;
    }

    @EventSourcingHandler
    void on(ExportRequested event) {
        jobId = event.jobId();
        state = JobState.of(event);
    }

    @EventSourcingHandler
    void on(ExportJobEvent event) {
        state = state.after(event);
    }

    private boolean isStale(int attempt) {
        return attempt < state.attempts();
    }

    private void require(JobStatus status) {
        if (state.status() != status) {
            throw new IllegalStateException(
                    "export job " + state.request().shortId() + " is " + state.status() + ", not " + status);
        }
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
