package io.lotledger.api.subscriptions;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceException;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.lotledger.projections.subscription.DeliveryQueue;
import io.lotledger.projections.subscription.EventFeed;
import io.lotledger.projections.subscription.Schedule;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;

/**
 * The runs of scheduled subscriptions, in the table of all deadlines: each fires on one node, and those that were
 * missed while no node ran fire once, at the next start. A run that is due while another is under way follows it.
 */
final class ScheduledRuns {
    private static final String NAME = "subscription-run";
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    private final ObjectProvider<Scheduler> scheduler;
    private final DeliveryQueue queue;
    private final EventFeed feed;
    private final Clock clock;
    private final Task<String> task;

    ScheduledRuns(ObjectProvider<Scheduler> scheduler, DeliveryQueue queue, EventFeed feed, Clock clock) {
        this.scheduler = scheduler;
        this.queue = queue;
        this.feed = feed;
        this.clock = clock;
        this.task = Tasks.custom(NAME, String.class)
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_DELAY))
                .execute((instance, context) -> run(UUID.fromString(instance.getId()), instance.getData()));
    }

    Task<String> task() {
        return task;
    }

    /** Plans the next run; joins the caller's transaction. */
    void plan(UUID subscription, Schedule schedule) {
        schedule.next(clock.instant())
                .ifPresent(time -> scheduler
                        .getObject()
                        .scheduleIfNotExists(task.instance(subscription.toString(), schedule.toString()), time));
    }

    /** A run that is under way or has gone already finds no subscription and plans none. */
    void cancel(UUID subscription) {
        try {
            scheduler.getObject().cancel(TaskInstanceId.of(NAME, subscription.toString()));
        } catch (TaskInstanceException e) {
            // nothing to cancel
        }
    }

    private CompletionHandler<String> run(UUID subscription, String schedule) {
        Optional<Duration> wait = queue.startRun(subscription, feed.head());
        if (wait.isEmpty()) return new CompletionHandler.OnCompleteRemove<>();
        if (!wait.get().isZero()) {
            return (complete, operations) ->
                    operations.reschedule(complete, clock.instant().plus(wait.get()));
        }
        return (complete, operations) -> Schedule.read(schedule)
                .next(clock.instant())
                .ifPresentOrElse(time -> operations.reschedule(complete, time), operations::remove);
    }
}
