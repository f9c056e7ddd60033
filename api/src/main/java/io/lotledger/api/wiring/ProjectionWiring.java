package io.lotledger.api.wiring;

import io.lotledger.ingest.document.EventJson;
import io.lotledger.projections.cte.Classification;
import io.lotledger.projections.cte.CteClassification;
import io.lotledger.projections.cte.CteProjection;
import io.lotledger.projections.cte.FindingPolicy;
import io.lotledger.projections.cte.LotAccounts;
import io.lotledger.projections.cte.LotFindings;
import io.lotledger.projections.index.ErrorDeclarations;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.LineageProjection;
import io.lotledger.projections.lineage.LotDescriptions;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.replay.ParkedEvents;
import io.lotledger.projections.replay.ProjectionPositions;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.axonframework.config.ConfigurerModule;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The four projections and what reads their tables. */
@Configuration(proxyBeanMethods = false)
class ProjectionWiring {
    /** As many as a work package buffers: the more at once, the fewer statements. */
    private static final int EVENTS_AT_ONCE = 1_000;

    /** One segment each: what belongs together in a table may come from any aggregate. */
    @Bean
    ConfigurerModule projectionsRunInOneSegment() {
        return configurer -> {
            for (String name : List.of(
                    EventIndexProjection.NAME, LineageProjection.NAME, CteProjection.NAME, MasterDataProjection.NAME)) {
                configurer
                        .eventProcessing()
                        .registerPooledStreamingEventProcessorConfiguration(
                                name,
                                (configuration, processor) ->
                                        processor.initialSegmentCount(1).batchSize(EVENTS_AT_ONCE));
            }
        };
    }

    @Bean
    ProjectionPositions projectionPositions(JdbcClient jdbc) {
        return new ProjectionPositions(jdbc);
    }

    @Bean
    EventIndexProjection eventIndexProjection(JdbcClient jdbc, ProjectionPositions positions, ParkedEvents parked) {
        return new EventIndexProjection(jdbc, positions, parked, EventJson::read);
    }

    @Bean
    ParkedEvents parkedEvents(JdbcClient jdbc, PlatformTransactionManager transactions) {
        return new ParkedEvents(jdbc, transactions);
    }

    @Bean
    ErrorDeclarations errorDeclarations(JdbcClient jdbc) {
        return new ErrorDeclarations(jdbc);
    }

    @Bean
    LineageProjection lineageProjection(JdbcClient jdbc, ProjectionPositions positions, ParkedEvents parked) {
        return new LineageProjection(jdbc, positions, parked, EventJson::read);
    }

    @Bean
    CteProjection cteProjection(
            JdbcClient jdbc,
            ProjectionPositions positions,
            ParkedEvents parked,
            Evidence evidence,
            CteClassification classification) {
        return new CteProjection(jdbc, positions, parked, evidence, classification);
    }

    @Bean
    MasterDataProjection masterDataProjection(JdbcClient jdbc, ProjectionPositions positions, ParkedEvents parked) {
        return new MasterDataProjection(jdbc, positions, parked);
    }

    @Bean
    MasterDataVersions masterDataVersions(JdbcClient jdbc) {
        return new MasterDataVersions(jdbc);
    }

    @Bean
    LotLineage lotLineage(JdbcClient jdbc, @Value("${lotledger.trace.ceiling:1000000}") int ceiling) {
        return new LotLineage(jdbc, ceiling);
    }

    @Bean
    Evidence evidence(JdbcClient jdbc, LotLineage lineage, MasterDataVersions masterData) {
        return new Evidence(jdbc, lineage, masterData, EventJson::read);
    }

    @Bean
    LotDescriptions lotDescriptions(JdbcClient jdbc, MasterDataVersions masterData) {
        return new LotDescriptions(jdbc, masterData, EventJson::read);
    }

    @Bean
    RecordTimes recordTimes(JdbcClient jdbc) {
        return new RecordTimes(jdbc);
    }

    @Bean
    LotAccounts lotAccounts(LotLineage lineage, Evidence evidence) {
        return new LotAccounts(lineage, evidence);
    }

    /** A yield is output over input, both in one unit of measure. */
    @Bean
    LotFindings lotFindings(
            JdbcClient jdbc,
            LotLineage lineage,
            Evidence evidence,
            @Value("${lotledger.findings.least-yield:0.3}") BigDecimal leastYield,
            @Value("${lotledger.findings.most-yield:1.05}") BigDecimal mostYield,
            @Value("${lotledger.findings.lot-life:30d}") Duration lotLife) {
        FindingPolicy policy = new FindingPolicy(leastYield, mostYield, lotLife);
        return new LotFindings(jdbc, lineage, evidence, EventJson::read, policy);
    }

    @Bean
    CteClassification cteClassification() {
        return new Classification()::of;
    }
}
