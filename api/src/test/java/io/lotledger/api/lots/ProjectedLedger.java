package io.lotledger.api.lots;

import com.zaxxer.hikari.HikariDataSource;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.document.EventJson;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.cte.Classification;
import io.lotledger.projections.cte.CteProjection;
import io.lotledger.projections.cte.FindingPolicy;
import io.lotledger.projections.cte.LotAccounts;
import io.lotledger.projections.cte.LotFindings;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.Evidence;
import io.lotledger.projections.lineage.LineageProjection;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.replay.ParkedEvents;
import io.lotledger.projections.replay.Projection;
import io.lotledger.projections.replay.ProjectionPositions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.axonframework.eventhandling.AnnotationEventHandlerAdapter;
import org.axonframework.eventhandling.GenericEventMessage;
import org.axonframework.eventhandling.GenericTrackedEventMessage;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.messaging.ResultMessage;
import org.axonframework.messaging.unitofwork.BatchingUnitOfWork;
import org.axonframework.spring.messaging.unitofwork.SpringTransactionManager;
import org.flywaydb.core.Flyway;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** The tables in a database of their own, fed with a log that the test makes: batches as Axon runs them, without the waiting. */
public final class ProjectedLedger implements AutoCloseable {
    public static final UUID ORGANISATION = UUID.fromString("6f2c7a10-0000-4000-8000-000000000001");
    private static final Instant RECORD_TIME = Instant.parse("2026-05-01T00:00:00Z");

    public final JdbcClient jdbc;
    public final LotLineage lineage;
    final Evidence evidence;
    final MasterDataVersions masterData;
    final ParkedEvents parked;
    final List<Projection> parking;
    final LotAccounts accounts;
    final LotFindings findings;
    private final HikariDataSource dataSource;
    private final FailingDataSource failing;
    private final SpringTransactionManager transactions;
    private final List<AnnotationEventHandlerAdapter> projections;
    private final Map<String, EpcisEvent> documents = new HashMap<>();
    private long told;

    public ProjectedLedger(String database) {
        JdbcConnectionDetails server = LotledgerServer.shared().bean(JdbcConnectionDetails.class);
        LotledgerServer.shared()
                .bean(JdbcClient.class)
                .sql("create database " + database)
                .update();
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(server.getJdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + database));
        dataSource.setUsername(server.getUsername());
        dataSource.setPassword(server.getPassword());
        dataSource.setMaximumPoolSize(4);
        Flyway.configure().dataSource(dataSource).load().migrate();
        failing = new FailingDataSource(dataSource);
        DataSourceTransactionManager manager = new DataSourceTransactionManager(failing);
        transactions = new SpringTransactionManager(manager);
        jdbc = JdbcClient.create(failing);
        ProjectionPositions positions = new ProjectionPositions(jdbc);
        parked = new ParkedEvents(jdbc, manager);
        lineage = new LotLineage(jdbc, LotLineage.DEFAULT_CEILING);
        masterData = new MasterDataVersions(jdbc);
        evidence = new Evidence(jdbc, lineage, masterData, this::read);
        accounts = new LotAccounts(lineage, evidence);
        findings = new LotFindings(jdbc, lineage, evidence, this::read, FindingPolicy.DEFAULT);
        parking = List.of(
                new EventIndexProjection(jdbc, positions, parked, this::read),
                new LineageProjection(jdbc, positions, parked, this::read),
                new MasterDataProjection(jdbc, positions, parked),
                new CteProjection(jdbc, positions, parked, evidence, new Classification()::of));
        projections = parking.stream().map(AnnotationEventHandlerAdapter::new).toList();
    }

    EpcisEventCaptured captured(UUID organisation, EpcisEvent event) {
        String document = "document-" + told++;
        documents.put(document, event);
        return new EpcisEventCaptured(organisation, "capture", event.eventID(), RECORD_TIME, document, null);
    }

    MasterDataCaptured said(String vocabulary, String id, Map<String, List<String>> attributes) {
        return new MasterDataCaptured(ORGANISATION, "capture", RECORD_TIME, vocabulary, id, attributes);
    }

    /** An event whose document no version of ours can read, until {@link #mend}. */
    EpcisEventCaptured unreadable(EpcisEvent event) {
        String document = "unreadable " + event;
        documents.remove(document);
        return new EpcisEventCaptured(ORGANISATION, "capture", event.eventID(), RECORD_TIME, document, null);
    }

    void mend(EpcisEvent event) {
        documents.put("unreadable " + event, event);
    }

    /** Of a document that is JSON; its id is found by who asks. */
    public EpcisEventCaptured json(String eventID, String document) {
        return new EpcisEventCaptured(ORGANISATION, "capture", eventID, RECORD_TIME, document, null);
    }

    /** More of the log through one projection alone, by its number: index, lineage, master data, CTEs. */
    public void project(int projection, List<?> log, long firstPosition, int batchSize) {
        for (int from = 0; from < log.size(); from += batchSize) {
            handle(projections.get(projection), batch(log, firstPosition, from, batchSize));
        }
    }

    /**
     * Every projection goes on from its own position, and dies at some step of it.
     *
     * @return whether it came to the end before
     */
    boolean goOnUntilDeath(List<?> log, int batchSize, int steps) {
        Map<String, Long> positions = new ProjectionPositions(jdbc).positions();
        // each death is in the log with its stack, and expected
        LoggingSystem logging = LoggingSystem.get(ProjectedLedger.class.getClassLoader());
        logging.setLogLevel("com.zaxxer.hikari.pool", LogLevel.ERROR);
        logging.setLogLevel("org.springframework.transaction.support", LogLevel.OFF);
        failing.dieAfter(steps);
        try {
            for (int i = 0; i < projections.size(); i++) {
                int from = positions.getOrDefault(parking.get(i).name(), 0L).intValue();
                project(i, log.subList(from, log.size()), from + 1, batchSize);
            }
            return true;
        } catch (RuntimeException e) {
            return false;
        } finally {
            failing.live();
        }
    }

    /** As if the projections had been thrown away. */
    void reset() {
        projections.forEach(projection -> transactions.executeInTransaction(() -> projection.prepareReset(null)));
    }

    /** The log from its first position on. */
    void project(List<?> log, int batchSize) {
        project(log, 1, batchSize);
    }

    /** More of the log; each batch through every projection in turn. */
    void project(List<?> log, long firstPosition, int batchSize) {
        for (int from = 0; from < log.size(); from += batchSize) {
            List<TrackedEventMessage<?>> batch = batch(log, firstPosition, from, batchSize);
            projections.forEach(projection -> handle(projection, batch));
        }
    }

    private static List<TrackedEventMessage<?>> batch(List<?> log, long firstPosition, int from, int batchSize) {
        List<TrackedEventMessage<?>> batch = new ArrayList<>();
        for (int i = from; i < Math.min(log.size(), from + batchSize); i++) {
            batch.add(new GenericTrackedEventMessage<>(
                    new GlobalSequenceTrackingToken(firstPosition + i),
                    GenericEventMessage.asEventMessage(log.get(i))));
        }
        return batch;
    }

    public Lot lot(String uri) {
        return jdbc.sql("select lot_id from lot where organisation = :organisation and uri = :uri")
                .param("organisation", ORGANISATION)
                .param("uri", uri)
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .optional()
                .flatMap(id -> lineage.find(ORGANISATION, id))
                .orElseThrow(() -> new IllegalStateException("no lot " + uri));
    }

    List<Lot> lots() {
        return jdbc
                .sql("select lot_id from lot where organisation = :organisation order by uri")
                .param("organisation", ORGANISATION)
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list()
                .stream()
                .flatMap(id -> lineage.find(ORGANISATION, id).stream())
                .toList();
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private EpcisEvent read(String document) {
        EpcisEvent event = documents.get(document);
        return event == null ? EventJson.read(document) : event;
    }

    private void handle(AnnotationEventHandlerAdapter projection, List<TrackedEventMessage<?>> batch) {
        BatchingUnitOfWork<TrackedEventMessage<?>> work = new BatchingUnitOfWork<>(batch);
        work.attachTransaction(transactions);
        ResultMessage<?> result = work.executeWithResult(() -> projection.handle(work.getMessage()));
        if (result.isExceptional()) throw new IllegalStateException(result.exceptionResult());
    }
}
