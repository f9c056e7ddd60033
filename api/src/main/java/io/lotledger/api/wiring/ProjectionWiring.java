package io.lotledger.api.wiring;

import io.lotledger.api.embedded.EmbeddedDatabase;
import io.lotledger.api.load.InFlightReads;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.ingest.eventlog.LoggedDocuments;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.ingest.eventlog.postgresql.PostgresqlDocuments;
import io.lotledger.ingest.eventlog.postgresql.PostgresqlLogReader;
import io.lotledger.ingest.eventlog.postgresql.StoredPayloads;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.FindingChanges;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.find.FindProjection;
import io.lotledger.projections.find.KnownKeys;
import io.lotledger.projections.find.LotsOfKeys;
import io.lotledger.projections.find.NamedEvents;
import io.lotledger.projections.find.SearchIndex;
import io.lotledger.projections.find.UnitStays;
import io.lotledger.projections.index.CompanyPrefixProjection;
import io.lotledger.projections.index.ErrorDeclarations;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.index.IndexedDocuments;
import io.lotledger.projections.index.SeenCompanyPrefixes;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.RecordTimes;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.lineage.history.TraceHistory;
import io.lotledger.projections.lineage.lots.LineageRecords;
import io.lotledger.projections.lineage.lots.LotDescriptions;
import io.lotledger.projections.lineage.lots.LotNameSearch;
import io.lotledger.projections.lineage.lots.LotsInPeriod;
import io.lotledger.projections.masterdata.MasterDataIndex;
import io.lotledger.projections.masterdata.MasterDataPlaces;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.processor.DocumentParser;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionFollowers;
import io.lotledger.projections.processor.ProjectionPauses;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.RecentDocumentCache;
import io.lotledger.projections.processor.SharedLogReader;
import io.lotledger.projections.processor.StepFollower;
import io.lotledger.projections.query.condition.PlaceIndex;
import io.lotledger.projections.query.named.QueryStore;
import io.lotledger.projections.query.resource.EventResources;
import io.lotledger.projections.query.resource.EventResourcesProjection;
import io.lotledger.projections.query.search.EventSearch;
import io.lotledger.projections.query.search.QueryIndexProjection;
import io.lotledger.projections.rebuild.Rebuilds;
import io.lotledger.projections.tally.TallyQueue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** The projections and the readers of their tables. */
@Configuration(proxyBeanMethods = false)
class ProjectionWiring {
    private static final DocumentParser PARSER = logged -> EventJson.read(logged.document());

    @Bean
    ProjectionPositions projectionPositions(JdbcClient jdbc) {
        return new ProjectionPositions(jdbc);
    }

    @Bean
    ProjectionPauses projectionPauses(
            JdbcClient jdbc, ProjectionPositions positions, PlatformTransactionManager transactions) {
        return new ProjectionPauses(jdbc, positions, transactions);
    }

    @Bean
    RecentDocumentCache recentDocuments() {
        return new RecentDocumentCache(PARSER);
    }

    @Bean
    ParkedEvents parkedEvents(
            JdbcClient jdbc, ProjectionPositions positions, PlatformTransactionManager transactions, LogReader log) {
        return new ParkedEvents(jdbc, positions, transactions, log, PARSER);
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false")
    LogReader logReader(StoredPayloads payloads, JdbcClient jdbc) {
        return new PostgresqlLogReader(jdbc, payloads);
    }

    @Bean
    @ConditionalOnProperty(name = "axon.axonserver.enabled", havingValue = "false")
    LoggedDocuments loggedDocuments(StoredPayloads payloads, JdbcClient jdbc) {
        return new PostgresqlDocuments(jdbc, payloads);
    }

    @Bean
    CapturedEvents capturedEvents(LoggedDocuments documents, RecentDocumentCache cache) {
        return CapturedEvents.cached(documents, cache);
    }

    @Bean
    ProjectionFollowers projectionFollowers(
            List<Projection> projections,
            ProjectionPositions positions,
            ParkedEvents parked,
            LogReader log,
            RecentDocumentCache documents,
            PlatformTransactionManager transactions,
            InFlightReads readers,
            DiskReserve reserve) {
        SharedLogReader shared = new SharedLogReader(log, documents);
        return new ProjectionFollowers(
                projections, positions, parked, shared, transactions, readers::areWaiting, reserve::isShort);
    }

    @Bean
    Rebuilds rebuilds(
            JdbcClient jdbc,
            ProjectionPositions positions,
            ParkedEvents parked,
            LogReader log,
            List<Projection> projections,
            PlatformTransactionManager transactions,
            DiskReserve reserve) {
        // a cache of its own: other readers are at other log positions
        SharedLogReader alone = new SharedLogReader(log, PARSER);
        return new Rebuilds(jdbc, positions, parked, alone, projections, transactions, reserve::isShort);
    }

    /** Starts after all other components, and stops before the pool closes. */
    @Bean
    SmartLifecycle projectionLifecycle(
            ProjectionFollowers followers,
            Rebuilds rebuilds,
            List<StepFollower> others,
            EventLog log,
            ObjectProvider<EmbeddedDatabase> embedded) {
        boolean alone = embedded.getIfAvailable() != null;
        return new ProjectionLifecycle(followers, rebuilds, others, log, alone);
    }

    @Bean
    EventIndexProjection eventIndexProjection(JdbcClient jdbc, JdbcOperations copying, LoggedDocuments documents) {
        return new EventIndexProjection(jdbc, copying, documents instanceof IndexedDocuments);
    }

    @Bean
    CompanyPrefixProjection companyPrefixProjection(JdbcClient jdbc) {
        return new CompanyPrefixProjection(jdbc);
    }

    @Bean
    SeenCompanyPrefixes seenCompanyPrefixes(JdbcClient jdbc) {
        return new SeenCompanyPrefixes(jdbc);
    }

    @Bean
    LineageRecords lineageRecords(JdbcClient jdbc, ProjectionPositions positions, LogReader log) {
        return new LineageRecords(jdbc, positions, log, PARSER);
    }

    @Bean
    ErrorDeclarations errorDeclarations(JdbcClient jdbc, LoggedDocuments documents) {
        return new ErrorDeclarations(jdbc, documents);
    }

    @Bean
    QueryIndexProjection queryIndexProjection(JdbcOperations copying) {
        return new QueryIndexProjection(copying);
    }

    @Bean
    EventResourcesProjection eventResourcesProjection(JdbcClient jdbc) {
        return new EventResourcesProjection(jdbc);
    }

    @Bean
    EventResources eventResources(JdbcClient jdbc) {
        return new EventResources(jdbc);
    }

    @Bean
    FindProjection findProjection(JdbcClient jdbc) {
        return new FindProjection(jdbc);
    }

    @Bean
    SearchIndex searchIndex(JdbcClient jdbc) {
        return new SearchIndex(jdbc);
    }

    @Bean
    LotsOfKeys lotsOfKeys(JdbcClient jdbc) {
        return new LotsOfKeys(jdbc);
    }

    @Bean
    KnownKeys knownKeys(JdbcClient jdbc) {
        return new KnownKeys(jdbc);
    }

    @Bean
    UnitStays unitStays(JdbcClient jdbc) {
        return new UnitStays(jdbc);
    }

    @Bean
    NamedEvents namedEvents(JdbcClient jdbc) {
        return new NamedEvents(jdbc);
    }

    @Bean
    EventSearch eventSearch(
            JdbcClient jdbc,
            LoggedDocuments documents,
            PlatformTransactionManager transactions,
            @Value("${lotledger.queries.longest:60s}") Duration longest) {
        return new EventSearch(jdbc, documents, transactions, longest);
    }

    @Bean
    QueryStore queryStore(JdbcClient jdbc) {
        return new QueryStore(jdbc);
    }

    @Bean
    PlaceIndex placeIndex(JdbcClient jdbc, LogReader log) {
        return new MasterDataPlaces(jdbc);
    }

    @Bean
    LineageProjection lineageProjection(JdbcClient jdbc, JdbcOperations copying, BizStepVocabulary vocabulary) {
        return new LineageProjection(jdbc, copying, vocabulary);
    }

    @Bean
    CteProjection cteProjection(
            JdbcClient jdbc,
            JdbcOperations copying,
            ProjectionPositions positions,
            Evidence evidence,
            LotLineage lineage,
            MasterDataVersions masterData,
            BizStepVocabulary vocabulary,
            LoggedDocuments documents,
            TallyQueue tallyQueue,
            ParkedEvents parked) {
        CapturedEvents uncached = CapturedEvents.asStored(documents, PARSER);
        Evidence inPassing = new Evidence(jdbc, lineage, masterData, vocabulary, uncached);
        return new CteProjection(jdbc, copying, positions, evidence, inPassing, tallyQueue, parked);
    }

    @Bean
    MasterDataProjection masterDataProjection(JdbcClient jdbc) {
        return new MasterDataProjection(jdbc);
    }

    @Bean
    MasterDataVersions masterDataVersions(JdbcClient jdbc) {
        return new MasterDataVersions(jdbc);
    }

    @Bean
    MasterDataIndex masterDataIndex(JdbcClient jdbc) {
        return new MasterDataIndex(jdbc);
    }

    @Bean
    LotLineage lotLineage(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            @Value("${lotledger.trace.ceiling:1000000}") int ceiling) {
        return new LotLineage(jdbc, transactions, ceiling);
    }

    @Bean
    TraceHistory traceHistory(JdbcClient jdbc, LotLineage lineage) {
        return new TraceHistory(jdbc, lineage.ceiling());
    }

    @Bean
    LotNameSearch lotNames(JdbcClient jdbc) {
        return new LotNameSearch(jdbc);
    }

    @Bean
    LotsInPeriod lotsInPeriod(JdbcClient jdbc, CapturedEvents captured, LotLineage lineage) {
        return new LotsInPeriod(jdbc, captured, lineage.ceiling());
    }

    @Bean
    Evidence evidence(
            JdbcClient jdbc,
            LotLineage lineage,
            MasterDataVersions masterData,
            BizStepVocabulary vocabulary,
            CapturedEvents captured) {
        return new Evidence(jdbc, lineage, masterData, vocabulary, captured);
    }

    @Bean
    LotDescriptions lotDescriptions(JdbcClient jdbc, MasterDataVersions masterData, CapturedEvents captured) {
        return new LotDescriptions(jdbc, masterData, captured);
    }

    @Bean
    RecordTimes recordTimes(JdbcClient jdbc) {
        return new RecordTimes(jdbc);
    }

    @Bean
    LotAccounts lotAccounts(LotLineage lineage, Evidence evidence, FindingPolicy policy) {
        return new LotAccounts(lineage, evidence, policy);
    }

    /** A yield is output over input, both in one unit of measure. */
    @Bean
    FindingPolicy findingPolicy(
            @Value("${lotledger.findings.least-yield:0.3}") BigDecimal leastYield,
            @Value("${lotledger.findings.most-yield:1.05}") BigDecimal mostYield,
            @Value("${lotledger.findings.lot-life:30d}") Duration lotLife,
            @Value("${lotledger.findings.transit:30d}") Duration transit) {
        return new FindingPolicy(leastYield, mostYield, lotLife, transit);
    }

    @Bean
    LotFindings lotFindings(
            JdbcClient jdbc, LotLineage lineage, Evidence evidence, CapturedEvents captured, FindingPolicy policy) {
        return new LotFindings(jdbc, lineage, evidence, captured, policy);
    }

    @Bean
    FindingChanges findingChanges(
            JdbcClient jdbc, LotLineage lineage, Evidence evidence, CapturedEvents captured, FindingPolicy policy) {
        return new FindingChanges(jdbc, lineage, evidence, captured, policy);
    }
}
