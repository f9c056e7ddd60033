package io.lotledger.api.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.lotledger.api.clock.DatabaseClock;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillHistory;
import io.lotledger.export.drill.DrillList;
import io.lotledger.export.drill.DrillRequests;
import io.lotledger.export.drill.DrillRetention;
import io.lotledger.export.drill.DrillRunner;
import io.lotledger.export.drill.DrillSchedule;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.retention.RetentionPolicy;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.lineage.lots.LotSample;
import java.time.Clock;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Mock recalls. Axon finds the aggregate by its annotation; this class declares all other beans. */
@Configuration(proxyBeanMethods = false)
class DrillWiring {
    @Bean
    DrillList drillList(JdbcClient jdbc) {
        return new DrillList(jdbc);
    }

    @Bean
    DrillHistory drillHistory(EventStore log) {
        return new DrillHistory(log);
    }

    @Bean
    DrillSchedule drillSchedule(ObjectProvider<Scheduler> scheduler, DatabaseClock clock) {
        return new DrillSchedule(scheduler, clock);
    }

    @Bean
    Task<Void> mockRecalls(ObjectProvider<DrillSchedule> schedule, ObjectProvider<DrillRunner> runner) {
        return DrillSchedule.task(schedule, runner);
    }

    @Bean
    DrillRequests drillRequests(
            CommandGateway commands, ReadModels readModels, DrillSchedule schedule, DiskReserve reserve) {
        return new DrillRequests(commands, readModels, schedule, reserve);
    }

    @Bean
    DrillRunner drillRunner(
            DrillHistory history,
            ReadModels readModels,
            WorkbookSource source,
            TraceScores scores,
            WorkFolder folder,
            WorkbookStore store,
            CommandGateway commands,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve) {
        return new DrillRunner(history, readModels, source, scores, folder, store, commands, policy, clock, reserve);
    }

    @Bean
    DrillRetention drillRetention(
            DrillList drills,
            DrillHistory history,
            WorkbookStore store,
            CommandGateway commands,
            RetentionPolicy policy,
            ExportSettings settings,
            Clock clock) {
        return new DrillRetention(drills, history, store, commands, policy, settings.drillsKept(), clock);
    }

    @Bean
    RecurringTask<Void> drillUpkeep(ExportSettings settings, DrillRetention retention) {
        return Tasks.recurring("drill-retention", FixedDelay.of(settings.upkeep()))
                .execute((instance, context) -> retention.removeExpired());
    }

    @Bean
    LotSample lotSample(JdbcClient jdbc) {
        return new LotSample(jdbc);
    }
}
