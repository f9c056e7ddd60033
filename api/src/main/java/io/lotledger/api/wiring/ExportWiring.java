package io.lotledger.api.wiring;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.lotledger.api.LotledgerApplication;
import io.lotledger.api.operations.Build;
import io.lotledger.export.delivery.DeliveryPolicy;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.Maker;
import io.lotledger.export.lifecycle.DeadlineWatch;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.request.KnownLots;
import io.lotledger.export.request.TraceCurrency;
import io.lotledger.export.retention.Retention;
import io.lotledger.export.retention.RetentionPolicy;
import io.lotledger.export.source.ExportedTrace;
import io.lotledger.export.source.KeyNames;
import io.lotledger.export.source.LotSelection;
import io.lotledger.export.source.OrganisationNames;
import io.lotledger.export.source.WorkFolder;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.export.workbook.WorkbookRenderer;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.interpret.TraceClassification;
import io.lotledger.projections.cte.table.LotsWithCtes;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import io.lotledger.projections.processor.ParkedEvents;
import java.io.IOException;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Brings in the job with its saga, and the store, and ties them to the lineage. */
@Configuration(proxyBeanMethods = false)
@ComponentScan(basePackageClasses = {ExportJobs.class, WorkbookStore.class})
class ExportWiring {

    @Bean
    ExportPolicy exportPolicy(ExportSettings settings) {
        return settings.policy();
    }

    @Bean
    RetentionPolicy retentionPolicy(ExportSettings settings) {
        return settings.kept();
    }

    /** On one node at a time, and again where it was interrupted. */
    @Bean
    RecurringTask<Void> exportRetention(ExportSettings settings, Retention retention) {
        return Tasks.recurring("export-retention", FixedDelay.of(settings.upkeep()))
                .execute((instance, context) -> retention.removeExpired());
    }

    /** Apart from the retention, which waits where S3 hangs. */
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
            LotLineage lineage,
            Evidence evidence,
            TraceClassification classification,
            LotAccounts accounts,
            LotFindings findings,
            OrganisationNames organisations,
            KeyNames keys,
            WorkFolder folder) {
        return new ExportedTrace(
                parked,
                selection,
                lineage,
                evidence,
                classification,
                accounts,
                findings,
                new WorkbookRenderer(folder.path()),
                organisations,
                keys,
                maker());
    }

    private static Maker maker() {
        String version = Optional.ofNullable(
                        LotledgerApplication.class.getPackage().getImplementationVersion())
                .orElse("development");
        return new Maker(version, Build.id().orElse(null));
    }
}
