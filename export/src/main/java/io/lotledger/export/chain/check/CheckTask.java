package io.lotledger.export.chain.check;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.ExecutionContext;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;

/** Runs the check on one node at a time: at intervals, and on request. After a kill another node begins it again. */
public final class CheckTask {
    private static final Logger LOG = LoggerFactory.getLogger(CheckTask.class);
    private static final String NAME = "ledger-check";
    private static final Duration RETRY_DELAY = Duration.ofMinutes(1);

    private final LedgerCheck check;
    private final CheckRecords records;
    private final ObjectProvider<Scheduler> scheduler;
    private final Clock clock;
    private final BooleanSupplier isReadInFlight;

    /** @param isReadInFlight while it is, the check rests as long as its last section took */
    public CheckTask(
            LedgerCheck check,
            CheckRecords records,
            ObjectProvider<Scheduler> scheduler,
            Clock clock,
            BooleanSupplier isReadInFlight) {
        this.check = check;
        this.records = records;
        this.scheduler = scheduler;
        this.clock = clock;
        this.isReadInFlight = isReadInFlight;
    }

    /** The scheduler's task. */
    public RecurringTask<Void> recurring(Duration interval) {
        return Tasks.recurring(NAME, FixedDelay.of(interval))
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_DELAY))
                .execute((instance, context) -> run(context));
    }

    /**
     * Makes the next check due now.
     *
     * @return false while one is under way
     */
    public boolean request() {
        Scheduler tasks = scheduler.getObject();
        try {
            boolean requested = tasks.reschedule(TaskInstanceId.of(NAME, RecurringTask.INSTANCE), clock.instant());
            if (requested) tasks.triggerCheckForDueExecutions();
            return requested;
        } catch (TaskInstanceCurrentlyExecutingException e) {
            return false;
        }
    }

    private void run(ExecutionContext context) {
        long number = records.begin(clock.instant());
        AtomicLong found = new AtomicLong();
        AtomicLong began = new AtomicLong(System.nanoTime());
        boolean isComplete = check.run(
                fault -> {
                    if (found.incrementAndGet() > CheckRecords.MOST_FAULTS) return;
                    LOG.error(
                            "organisation {}: {}: {}",
                            fault.organisation(),
                            fault.kind().word(),
                            fault.message());
                    records.add(number, found.get(), fault);
                },
                position -> {
                    records.progress(number, position, found.get());
                    if (isReadInFlight.getAsBoolean()) rest(System.nanoTime() - began.get());
                    began.set(System.nanoTime());
                    return !context.getSchedulerState().isShuttingDown();
                });
        if (!isComplete) throw new IllegalStateException("the check of the log ended with its server; it is run again");
        records.finish(number, clock.instant(), found.get());
        if (found.get() > 0) LOG.error("the log does not match its hash chain: {} differences", found.get());
    }

    private static void rest(long nanos) {
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
