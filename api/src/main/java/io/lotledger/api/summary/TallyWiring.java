package io.lotledger.api.summary;

import io.lotledger.api.load.InFlightReads;
import io.lotledger.export.lifecycle.ExportFigures;
import io.lotledger.export.workbook.SpreadsheetElements;
import io.lotledger.ingest.capture.job.CaptureFigures;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.lots.ProductNames;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.tally.LotsWithFinding;
import io.lotledger.projections.tally.Tally;
import io.lotledger.projections.tally.TallyFollower;
import io.lotledger.projections.tally.TallyQueue;
import io.lotledger.projections.tally.TallyStep;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The tally: what counts it, what reads it, and its thread. */
@Configuration(proxyBeanMethods = false)
class TallyWiring {

    @Bean
    TallyQueue tallyQueue(JdbcClient jdbc) {
        return new TallyQueue(jdbc);
    }

    @Bean
    Tally tally(JdbcClient jdbc) {
        return new Tally(jdbc);
    }

    @Bean
    LotsWithFinding lotsWithFinding(JdbcClient jdbc) {
        return new LotsWithFinding(jdbc);
    }

    @Bean
    ProductNames productNames(MasterDataVersions masterData) {
        return new ProductNames(masterData);
    }

    @Bean
    CaptureFigures captureFigures(JdbcClient jdbc) {
        return new CaptureFigures(jdbc);
    }

    @Bean
    ExportFigures exportFigures(JdbcClient jdbc) {
        return new ExportFigures(jdbc);
    }

    @Bean
    TallyStep tallyStep(
            JdbcClient jdbc,
            JdbcOperations copying,
            LogReader log,
            ProjectionPositions positions,
            LotLineage lineage,
            Evidence evidence,
            LotFindings findings,
            FindingPolicy policy,
            Clock clock,
            PlatformTransactionManager transactions) {
        return new TallyStep(
                jdbc,
                copying,
                log,
                positions,
                lineage,
                evidence,
                findings,
                policy,
                SpreadsheetElements::count,
                policy + " " + evidence.vocabulary(),
                clock,
                transactions);
    }

    @Bean
    TallyFollower tallyFollower(TallyStep step, InFlightReads readers, DiskReserve reserve) {
        return new TallyFollower(step, readers::areWaiting, reserve::isShort);
    }
}
