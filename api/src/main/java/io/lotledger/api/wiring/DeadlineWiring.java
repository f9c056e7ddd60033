package io.lotledger.api.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.FailureHandler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.axonframework.common.transaction.TransactionManager;
import org.axonframework.config.ConfigurationScopeAwareProvider;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.deadline.dbscheduler.DbSchedulerDeadlineManager;
import org.axonframework.serialization.Serializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;

/** Deadlines and recurring tasks in a table: they survive a kill, join the transaction that sets them, and fire on one node only. */
@Configuration(proxyBeanMethods = false)
class DeadlineWiring {
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(2);

    /** As Axon makes it, but one that failed is tried again at once: db-scheduler itself would wait for five minutes. */
    @Bean
    Task<?> deadlineDetailsTask(ObjectProvider<DbSchedulerDeadlineManager> deadlines) {
        return tryingAgain((OneTimeTask<?>) DbSchedulerDeadlineManager.binaryTask(deadlines::getObject));
    }

    private static <T> Task<T> tryingAgain(OneTimeTask<T> task) {
        return Tasks.oneTime(task.getTaskName(), task.getDataClass())
                .onFailure(new FailureHandler.OnFailureRetryLater<>(AFTER_FAILURE))
                .execute(task::executeOnce);
    }

    @Bean
    Scheduler scheduler(DataSource dataSource, List<Task<?>> tasks) {
        List<RecurringTask<?>> recurring = new ArrayList<>();
        List<Task<?>> asked = new ArrayList<>();
        for (Task<?> task : tasks) {
            if (task instanceof RecurringTask<?> again) recurring.add(again);
            else asked.add(task);
        }
        return Scheduler.create(new TransactionAwareDataSourceProxy(dataSource), asked)
                .startTasks(recurring)
                .threads(4)
                .pollingInterval(Duration.ofMillis(500))
                .heartbeatInterval(
                        Duration.ofSeconds(2)) // a deadline that died with its node fires again after six missed beats
                .shutdownMaxWait(Duration.ofSeconds(20))
                .build();
    }

    @Bean
    DeadlineManager deadlineManager(
            Scheduler scheduler,
            @Qualifier("eventSerializer") Serializer serializer,
            TransactionManager transactions,
            org.axonframework.config.Configuration axon) {
        return DbSchedulerDeadlineManager.builder()
                .scheduler(scheduler)
                .serializer(serializer)
                .transactionManager(transactions)
                .scopeAwareProvider(new ConfigurationScopeAwareProvider(axon))
                .startScheduler(false)
                .stopScheduler(false)
                .build();
    }

    /** After everything that answers a deadline has started, and before any of it stops. */
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
