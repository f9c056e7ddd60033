package io.lotledger.export.attempt;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LeaseDeadline;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordFailure;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.FailureCode;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.retention.OrphanedObjectCleanup;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.modelling.saga.EndSaga;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.jspecify.annotations.Nullable;

/**
 * Drives a job to its end: queues an attempt for the workers, and queues another when the lease of the first runs out.
 *
 * <p>It stores only the job's id. The lease in the database says which attempt is alive, so a deadline that fires twice, late
 * or on another node reads the current state there. Handlers never render: one node may have claimed all segments of this
 * processor, while a free worker of any node takes the attempt that has waited longest. A queued attempt needs no heartbeat;
 * it stays queued until a worker takes it.
 */
@Saga
@ProcessingGroup("export-saga")
public class ExportSaga {
    private @Nullable UUID jobId;

    /** For Axon. */
    public ExportSaga() {}

    @StartSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(
            ExportRequested event,
            Leases leases,
            ExportWorkers workers,
            DeadlineManager deadlines,
            ExportPolicy policy) {
        jobId = event.jobId();
        begin(1, leases, workers, deadlines, policy);
    }

    /** Checks the job at the time of the retry. The deadline of the lease, which comes later, then finds nothing to do. */
    @SagaEventHandler(associationProperty = "jobId")
    void on(AttemptFailed event, DeadlineManager deadlines) {
        lookAgain(event.retryAt(), event.attempt(), deadlines);
    }

    @DeadlineHandler(deadlineName = LeaseDeadline.NAME)
    void on(
            LeaseDeadline deadline,
            Leases leases,
            ExportWorkers workers,
            DeadlineManager deadlines,
            CommandGateway commands,
            JobHistory history,
            ExportPolicy policy) {
        Optional<Leases.Lease> lease = leases.find(job());
        if (lease.isEmpty()) return; // the job ended before this deadline fired
        int attempt = lease.get().attempt();
        Duration left = lease.get().left();
        if (attempt > deadline.attempt()) return; // the later attempt has its own deadline
        if (lease.get().waiting()) lookAgain(policy.lease(), attempt, deadlines);
        else if (!left.isZero()) lookAgain(left, attempt, deadlines);
        else if (history.tries(job()) < policy.attempts()) begin(attempt + 1, leases, workers, deadlines, policy);
        else commands.sendAndWait(givenUp(job(), attempt, history.lastFailure(job()), policy));
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(WorkbookDelivered event, Leases leases, OrphanedObjectCleanup leftovers) {
        leases.end(event.jobId());
        leftovers.jobEnded(event.jobId());
    }

    @EndSaga
    @SagaEventHandler(associationProperty = "jobId")
    void on(ExportFailed event, Leases leases, OrphanedObjectCleanup leftovers) {
        leases.end(event.jobId());
        leftovers.jobEnded(event.jobId());
    }

    private void begin(
            int number, Leases leases, ExportWorkers workers, DeadlineManager deadlines, ExportPolicy policy) {
        ExportAttempt attempt = new ExportAttempt(job(), number);
        boolean inLine = number == 1 ? leases.enqueue(attempt) : leases.enqueueNext(attempt);
        if (!inLine) return;
        lookAgain(policy.lease(), number, deadlines);
        CurrentUnitOfWork.get().afterCommit(committed -> workers.wake());
    }

    private static void lookAgain(Duration in, int attempt, DeadlineManager deadlines) {
        deadlines.schedule(in, LeaseDeadline.NAME, new LeaseDeadline(attempt));
    }

    private static void lookAgain(java.time.Instant at, int attempt, DeadlineManager deadlines) {
        deadlines.schedule(at, LeaseDeadline.NAME, new LeaseDeadline(attempt));
    }

    /**
     * @param attempt the last, whose worker was lost
     * @param reason why an earlier attempt failed; it counts, because a lost worker says nothing about the export
     */
    static RecordFailure givenUp(UUID job, int attempt, Optional<AttemptFailed> reason, ExportPolicy policy) {
        String lost =
                "was stopped, or took longer than " + policy.attemptLimit().toMinutes() + " minutes";
        return reason.map(failed -> new RecordFailure(
                        job,
                        attempt,
                        failed.code(),
                        failed.message() + " That was attempt " + failed.attempt() + "; the worker of the last one, "
                                + attempt + ", " + lost + "."))
                .orElseGet(() -> new RecordFailure(
                        job,
                        attempt,
                        FailureCode.WORKER_LOST,
                        "None of " + policy.attempts() + " attempts ended: each worker " + lost
                                + ". Ask for the export again; if it fails again, the operator finds the reason in the"
                                + " server's log."));
    }

    private UUID job() {
        return Objects.requireNonNull(jobId, "a saga starts with its job");
    }
}
