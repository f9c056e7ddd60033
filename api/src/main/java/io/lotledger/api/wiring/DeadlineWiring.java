package io.lotledger.api.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.lotledger.api.clock.DatabaseClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.messaging.ScopeDescriptor;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Deadlines and recurring tasks in a table: they survive a kill, join the transaction that schedules them, and fire on one node. */
@Configuration(proxyBeanMethods = false)
class DeadlineWiring {
    private static final Duration RETRY_DELAY = Duration.ofSeconds(2);

    /** Axon's task, but a failed one is retried after seconds; db-scheduler itself would wait for five minutes. */
    @Bean
    Task<?> deadlineDetailsTask(ObjectProvider<DbSchedulerDeadlineManager> deadlines) {
        return retrying((OneTimeTask<?>) DbSchedulerDeadlineManager.binaryTask(deadlines::getObject));
    }

    private static <T> Task<T> retrying(OneTimeTask<T> task) {
        return Tasks.oneTime(task.getTaskName(), task.getDataClass())
                .onFailure(new FailureHandler.OnFailureRetryLater<>(RETRY_DELAY))
                .execute(task::executeOnce);
    }

    @Bean
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks, DatabaseClock clock) {
        List<RecurringTask<?>> recurring = new ArrayList<>();
        List<Task<?>> oneTime = new ArrayList<>();
        for (Task<?> task : tasks) {
            if (task instanceof RecurringTask<?> repeated) recurring.add(repeated);
            else oneTime.add(task);
        }
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), oneTime)
                .startTasks(recurring)
                .clock(clock::instant)
                .threads(4)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(Duration.ofSeconds(2)) // a dead node's deadline fires again after six missed beats
                .shutdownMaxWait(Duration.ofSeconds(20))
                .build();
    }

    @Bean
    DeadlineManager deadlineManager(
            Scheduler scheduler,
            @Qualifier("eventSerializer") Serializer serializer,
            TransactionManager transactions,
            org.axonframework.config.Configuration axon,
            DatabaseClock clock) {
        DbSchedulerDeadlineManager.Builder builder = DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .serializer(serializer)
                .transactionManager(transactions)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
                .startScheduler(false)
                .stopScheduler(false);
        return new DeadlinesByTheDatabasesClock(builder, clock);
    }

    /** Axon counts a delay from the machine's clock. */
    private static final class DeadlinesByTheDatabasesClock extends DbSchedulerDeadlineManager {
        private final DatabaseClock clock;

        DeadlinesByTheDatabasesClock(Builder builder, DatabaseClock clock) {
            super(builder);
            this.clock = clock;
        }

        @Override
        public String schedule(
                Duration triggerDuration,
                String deadlineName,
                @Nullable Object messageOrPayload,
                ScopeDescriptor deadlineScope) {
            return schedule(clock.instant().plus(triggerDuration), deadlineName, messageOrPayload, deadlineScope);
        }
    }

    /** Starts after all handlers of deadlines, and stops before them. */
    @Bean
    SmartLifecycle schedulerLifecycle(Scheduler scheduler) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public void start() {
                scheduler.start();
                running = true;
            }

            @Override
            public void stop() {
                scheduler.stop();
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }

            @Override
            public int getPhase() {
                return Integer.MAX_VALUE;
            }
        };
    }
}
