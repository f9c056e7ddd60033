package io.lotledger.api.wiring;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.lotledger.api.LotledgerApplication;
import io.lotledger.api.clock.DatabaseClock;
import io.lotledger.api.operations.Build;
import io.lotledger.api.operations.MeteredWorkbookStore;
import io.lotledger.export.attempt.AttemptWiring;
import io.lotledger.export.delivery.DeliveryPolicy;
import io.lotledger.export.delivery.S3Connection;
import io.lotledger.export.delivery.S3WorkbookStore;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.Maker;
import io.lotledger.export.lifecycle.DeadlineWatch;
import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.link.LinkIndex;
import io.lotledger.export.link.RegulatorLinks;
import io.lotledger.export.proof.ManifestKey;
import io.lotledger.export.proof.Verifications;
import io.lotledger.export.request.ExportRequests;
import io.lotledger.export.request.KnownLots;
import io.lotledger.export.request.ReadModels;
import io.lotledger.export.request.ReadinessGate;
import io.lotledger.export.request.TraceCurrency;
import io.lotledger.export.retention.OrphanedObjectCleanup;
import io.lotledger.export.retention.OwnRetentions;
import io.lotledger.export.retention.Retention;
import io.lotledger.export.retention.RetentionPolicy;
import io.lotledger.export.source.ExportedTrace;
import io.lotledger.export.source.KeyNames;
import io.lotledger.export.source.LotSelection;
import io.lotledger.export.source.OrganisationNames;
import io.lotledger.export.source.ServerRules;
import io.lotledger.export.source.TraceScores;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.table.LotsWithCtes;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionVersions;
import io.lotledger.projections.processor.RecentDocumentCache;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.spring.stereotype.Aggregate;
import org.axonframework.spring.stereotype.Saga;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Export jobs. Axon finds the aggregate and the saga by their annotations; this class declares all other beans. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ExportSettings.class)
@Import(AttemptWiring.class)
@ComponentScan(
        basePackages = "io.lotledger.export",
        useDefaultFilters = false,
        includeFilters = @Filter({Aggregate.class, Saga.class}))
class ExportWiring {

    @Bean
    ExportPolicy exportPolicy(ExportSettings settings) {
        return settings.policy();
    }

    @Bean
    OwnRetentions ownRetentions(JdbcClient jdbc) {
        return new OwnRetentions(jdbc);
    }

    @Bean
    RetentionPolicy retentionPolicy(ExportSettings settings, OwnRetentions own) {
        return new RetentionPolicy(settings.retention(), own);
    }

    @Bean
    ExportJobs exportJobs(JdbcClient jdbc) {
        return new ExportJobs(jdbc);
    }

    @Bean
    JobHistory jobHistory(EventStore log) {
        return new JobHistory(log);
    }

    @Bean
    LinkIndex linkIndex(JdbcClient jdbc) {
        return new LinkIndex(jdbc);
    }

    @Bean
    RegulatorLinks regulatorLinks(
            LinkIndex index, JobHistory history, ExportRequests requests, CommandGateway commands, Clock clock) {
        return new RegulatorLinks(index, history, requests, commands, clock);
    }

    @Bean
    ExportClock exportClock(JdbcClient jdbc, Clock clock) {
        return new ExportClock(jdbc, clock);
    }

    @Bean
    DeadlineWatch deadlineWatch(ExportJobs jobs, CommandGateway commands, Clock clock) {
        return new DeadlineWatch(jobs, commands, clock);
    }

    @Bean
    ReadModels readModels(ProjectionProgress progress, EventLog log) {
        return new ReadModels(progress, log);
    }

    @Bean
    ExportRequests exportRequests(
            JobHistory history,
            ExportJobs jobs,
            ReadModels readModels,
            TraceCurrency currency,
            ReadinessGate gate,
            CommandGateway commands,
            ExportPolicy policy,
            Clock clock,
            DiskReserve reserve,
            WorkbookSource rules) {
        return new ExportRequests(history, jobs, readModels, currency, gate, commands, policy, clock, reserve, rules);
    }

    @Bean
    TraceScores traceScores(LotSelection selection, LotLineage lineage, Evidence evidence) {
        return new TraceScores(selection, lineage, evidence);
    }

    @Bean
    ReadinessGate readinessGate(
            ExportSettings settings, TraceScores scores, ReadModels readModels, ExportPolicy policy) {
        return new ReadinessGate(settings.leastReadiness(), scores, readModels, policy);
    }

    @Bean
    WorkbookStore workbookStore(S3Connection connection, DeliveryPolicy policy, MeterRegistry meters) {
        return new MeteredWorkbookStore(new S3WorkbookStore(connection, policy), meters);
    }

    @Bean
    Verifications verifications(
            WorkbookSource source,
            WorkbookStore store,
            ManifestKey key,
            LoggedDocuments documents,
            WorkFolder folder,
            ExportPolicy policy,
            DiskReserve reserve) {
        return new Verifications(source, store, key, documents, folder, policy, reserve);
    }

    @Bean
    OrphanedObjectCleanup orphanedObjectCleanup(
            JobHistory history,
            WorkbookStore store,
            ExportPolicy policy,
            ObjectProvider<Scheduler> scheduler,
            DatabaseClock clock) {
        return new OrphanedObjectCleanup(history, store, policy, scheduler, clock);
    }

    @Bean
    Task<Integer> orphanedObjects(ObjectProvider<OrphanedObjectCleanup> cleanup) {
        return OrphanedObjectCleanup.task(cleanup);
    }

    @Bean
    Retention retention(
            ExportJobs jobs,
            JobHistory history,
            WorkbookStore store,
            CommandGateway commands,
            RetentionPolicy policy,
            Clock clock) {
        return new Retention(jobs, history, store, commands, policy, clock);
    }

    /** Runs on one node at a time, and resumes after an interruption. */
    @Bean
    RecurringTask<Void> exportRetention(ExportSettings settings, Retention retention) {
        return Tasks.recurring("export-retention", FixedDelay.of(settings.upkeep()))
                .execute((instance, context) -> retention.removeExpired());
    }

    /** A task of its own, because the retention blocks when S3 hangs. */
    @Bean
    RecurringTask<Void> exportDeadlines(ExportSettings settings, DeadlineWatch deadlines) {
        return Tasks.recurring("export-deadlines", FixedDelay.of(settings.upkeep()))
                .execute((instance, context) -> deadlines.look());
    }

    @Bean
    DeliveryPolicy deliveryPolicy(ExportSettings settings) {
        return settings.delivery();
    }

    @Bean
    WorkFolder workFolder(LotledgerSettings settings) throws IOException {
        return WorkFolder.under(settings.dataDir().resolve("exports"));
    }

    @Bean
    KnownLots knownLots(LotLineage lineage) {
        return lineage::find;
    }

    @Bean
    TraceCurrency traceCurrency(Evidence evidence) {
        return evidence::unchanged;
    }

    @Bean
    OrganisationNames organisationNames(JdbcClient jdbc) {
        return organisation -> jdbc.sql("select name from organisation where organisation = :organisation")
                .param("organisation", organisation)
                .query(String.class)
                .single();
    }

    @Bean
    KeyNames keyNames(JdbcClient jdbc) {
        return key -> jdbc.sql("select name from api_key where key_id = :key")
                .param("key", key)
                .query(String.class)
                .optional()
                .filter(name -> !name.isBlank());
    }

    @Bean
    LotSelection lotSelection(
            JdbcClient jdbc, LotNameSearch names, LotsInPeriod periods, Evidence evidence, LotLineage lineage) {
        return new LotSelection(names, periods, new LotsWithCtes(jdbc, evidence), lineage.ceiling());
    }

    @Bean
    WorkbookSource workbookSource(
            ParkedEvents parked,
            LotSelection selection,
            JdbcClient jdbc,
            LotLineage lineage,
            MasterDataVersions masterData,
            BizStepVocabulary vocabulary,
            LoggedDocuments documents,
            RecentDocumentCache parser,
            LotAccounts accounts,
            LotFindings findings,
            OrganisationNames organisations,
            KeyNames keys,
            WorkFolder folder,
            ProjectionPositions positions,
            List<Projection> projections) {
        // a workbook shows each document as the log holds it now, and so does its verification
        CapturedEvents captured = CapturedEvents.asStored(documents, parser);
        return new ExportedTrace(
                parked,
                selection,
                lineage,
                new Evidence(jdbc, lineage, masterData, vocabulary, captured),
                accounts,
                findings,
                new WorkbookRenderer(folder.path()),
                organisations,
                keys,
                new ServerRules(positions, new ProjectionVersions(projections), maker()));
    }

    private static Maker maker() {
        String version = Optional.ofNullable(
                        LotledgerApplication.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new Maker(version, Build.id().orElse(null));
    }
}
