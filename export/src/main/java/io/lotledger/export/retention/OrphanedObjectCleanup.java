package io.lotledger.export.retention;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Removes from S3 the objects and incomplete uploads of an ended job's attempts that its delivery does not name.
 *
 * <p>Each cleanup is a row of the scheduler's table, written in the transaction that requires it. So it survives a kill
 * and is retried until S3 answers.
 */
public class OrphanedObjectCleanup {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedObjectCleanup.class);
    private static final String TASK = "export-leftovers";
    private static final int UUID_LENGTH = 36;
    private static final Duration TURN = Duration.ofMillis(200);

    private final JobHistory history;
    private final WorkbookStore store;
    private final ExportPolicy policy;
    private final ObjectProvider<Scheduler> scheduler;
    private final InstantSource clock;
    /** A hanging S3 blocks one of the scheduler's threads, never the deadlines. */
    private final Semaphore turn = new Semaphore(1);

    /** @param clock the scheduler's */
    public OrphanedObjectCleanup(
            JobHistory history,
            WorkbookStore store,
            ExportPolicy policy,
            ObjectProvider<Scheduler> scheduler,
            InstantSource clock) {
        this.history = history;
        this.store = store;
        this.policy = policy;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** The scheduler's task; its data is the number of failed tries. */
    public static Task<Integer> task(ObjectProvider<OrphanedObjectCleanup> leftovers) {
        return Tasks.custom(TASK, Integer.class)
                .execute((look, context) -> leftovers.getObject().look(look));
    }

    /** The job has ended. The second cleanup covers a worker that has lost its lease and does not know it yet. */
    public void jobEnded(UUID jobId) {
        Instant now = clock.instant();
        schedule(jobId + " ended", now);
        schedule(jobId + " ended long since", now.plus(policy.lease().multipliedBy(4)));
    }

    /** A worker lost its attempt, and may have stored an object after the end of the job. */
    public void attemptLost(ExportAttempt attempt) {
        schedule(attempt.jobId() + " lost " + attempt.number(), clock.instant());
    }

    private void schedule(String look, Instant at) {
        scheduler.getObject().scheduleIfNotExists(new TaskInstance<>(TASK, look, 0), at);
    }

    private CompletionHandler<Integer> look(TaskInstance<Integer> look) {
        int failures = look.getData();
        if (!turn.tryAcquire()) return again(TURN, failures);
        UUID jobId = UUID.fromString(look.getId().substring(0, UUID_LENGTH));
        try {
            history.find(jobId).filter(job -> job.status().isFinal()).ifPresent(this::remove);
            return new CompletionHandler.OnCompleteRemove<>();
        } catch (RuntimeException e) {
            Duration pause = policy.backoffAfter(failures + 1);
            LOG.warn(
                    "export job {}: its orphaned objects in S3 are not removed; next try in {}: {}",
                    jobId,
                    pause,
                    e.toString());
            return again(pause, failures + 1);
        } finally {
            turn.release();
        }
    }

    private static CompletionHandler<Integer> again(Duration pause, int failures) {
        return (look, operations) ->
                operations.reschedule(look, look.getTimeDone().plus(pause), failures);
    }

    /** A job in progress keeps its objects; its end schedules another cleanup. */
    private void remove(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        for (String key : ObjectNames.keysOfAttempts(job.request(), job.attempts())) {
            if (delivery != null && key.equals(delivery.objectKey())) {
                store.abandonUploads(key);
                store.abandonUploads(ObjectNames.manifestKey(key));
            } else {
                store.remove(key);
                store.remove(ObjectNames.manifestKey(key));
            }
        }
    }
}
