package io.lotledger.export.drill;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceNotFoundException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/**
 * Runs drills from the scheduler's table: each is a row there until it ends, so a drill survives a kill, and one node at a time works on
 * it. A node works on one drill at a time, so that drills take one of the scheduler's threads and one core at most.
 */
public class DrillSchedule {
    private static final Logger LOG = LoggerFactory.getLogger(DrillSchedule.class);
    private static final String TASK = "mock-recall";
    private static final Duration TURN = Duration.ofSeconds(1);

    /** Longer than a request takes. */
    private static final Duration ANNOUNCED = Duration.ofSeconds(30);

    private final ObjectProvider<Scheduler> scheduler;
    private final InstantSource clock;
    private final Semaphore turn = new Semaphore(1);

    /** @param clock the scheduler's */
    public DrillSchedule(ObjectProvider<Scheduler> scheduler, InstantSource clock) {
        this.scheduler = scheduler;
        this.clock = clock;
    }

    /** The scheduler's task. It has no data: the log knows how far a drill has come. */
    public static Task<Void> task(ObjectProvider<DrillSchedule> schedule, ObjectProvider<DrillRunner> runner) {
        return Tasks.custom(TASK, Void.class)
                .execute((drill, context) -> schedule.getObject().run(drill, runner.getObject()));
    }

    /** Before the request is in the log: after a crash in between, the row finds no drill and goes. */
    void announce(UUID drillId) {
        scheduler.getObject().scheduleIfNotExists(row(drillId), clock.instant().plus(ANNOUNCED));
    }

    /** Once the request is in the log. */
    void begin(UUID drillId) {
        try {
            due(drillId);
            scheduler.getObject().triggerCheckForDueExecutions();
        } catch (TaskInstanceException begun) {
            LOG.debug("drill {} has begun already", drillId);
        }
    }

    /** The row may be gone: when the request takes longer than it was announced for, the row found no drill. */
    private void due(UUID drillId) {
        try {
            scheduler.getObject().reschedule(row(drillId), clock.instant());
        } catch (TaskInstanceNotFoundException gone) {
            scheduler.getObject().scheduleIfNotExists(row(drillId), clock.instant());
        }
    }

    private static TaskInstance<Void> row(UUID drillId) {
        return new TaskInstance<>(TASK, drillId.toString());
    }

    private CompletionHandler<Void> run(TaskInstance<Void> drill, DrillRunner runner) {
        if (!turn.tryAcquire()) return again(TURN);
        try {
            return runner.run(UUID.fromString(drill.getId()))
                    .map(DrillSchedule::again)
                    .orElseGet(CompletionHandler.OnCompleteRemove::new);
        } finally {
            turn.release();
        }
    }

    private static CompletionHandler<Void> again(Duration pause) {
        return (drill, operations) ->
                operations.reschedule(drill, drill.getTimeDone().plus(pause));
    }
}
