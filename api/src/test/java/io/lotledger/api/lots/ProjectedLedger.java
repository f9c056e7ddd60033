package io.lotledger.api.lots;

import com.zaxxer.hikari.HikariDataSource;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.MigratedDatabase;
import io.lotledger.export.workbook.SpreadsheetElements;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.ingest.eventlog.LoggedDocument;
import io.lotledger.ingest.eventlog.MasterDataCaptured;
import io.lotledger.projections.cte.answers.LotAccounts;
import io.lotledger.projections.cte.findings.LotFindings;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.table.CteProjection;
import io.lotledger.projections.index.EventIndexProjection;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.evidence.CapturedEvents;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.LineageProjection;
import io.lotledger.projections.masterdata.MasterDataProjection;
import io.lotledger.projections.masterdata.MasterDataVersions;
import io.lotledger.projections.processor.LoggedEvent;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionStep;
import io.lotledger.projections.processor.RecentDocumentCache;
import io.lotledger.projections.processor.SharedLogReader;
import io.lotledger.projections.rebuild.Rebuilds;
import io.lotledger.projections.tally.ElementCounter;
import io.lotledger.projections.tally.TallyQueue;
import io.lotledger.projections.tally.TallyStep;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The tables in a database of their own, fed with a log that the test makes: step by step, as the server does it, without the waiting. */
public final class ProjectedLedger implements AutoCloseable {
    public static final UUID ORGANISATION = UUID.fromString("6f2c7a10-0000-4000-8000-000000000001");
    /** Soon after the events of our stories, which are of the second of March. */
    static final Instant NOW = Instant.parse("2026-03-05T00:00:00Z");

    private static final Instant RECORD_TIME = Instant.parse("2026-05-01T00:00:00Z");

    private static @Nullable ProjectedLedger shared;

    public final JdbcClient jdbc;
    public final LotLineage lineage;
    final CapturedEvents captured;
    final Evidence evidence;
    final MasterDataVersions masterData;
    final ParkedEvents parked;
    final List<Projection> parking;
    final LotAccounts accounts;
    final LotFindings findings;
    private final HikariDataSource dataSource;
    private final FailingDataSource failing;
    public final DataSourceTransactionManager manager;
    private final ProjectionPositions positions;
    private final Map<String, EpcisEvent> documents = new HashMap<>();
    private final RecentDocumentCache recent = new RecentDocumentCache(logged -> EventJson.read(logged.document()));
    private final ProjectedEntries projected = new ProjectedEntries();
    private long told;

    public ProjectedLedger(String database) {
        this(database, false);
    }

    /** @param keepsDocuments whether the event index keeps the documents, as it does for a log in Axon Server */
    public ProjectedLedger(String database, boolean keepsDocuments) {
        createDatabase(database);
        JdbcConnectionDetails server = LotledgerServer.shared().bean(JdbcConnectionDetails.class);
        dataSource = new HikariDataSource();
        dataSource.setJdbcUrl(url(server, database));
        dataSource.setUsername(server.getUsername());
        dataSource.setPassword(server.getPassword());
        dataSource.setMaximumPoolSize(4);
        dataSource.addDataSourceProperty("binaryTransferEnable", "2951");
        failing = new FailingDataSource(dataSource);
        manager = new DataSourceTransactionManager(failing);
        jdbc = JdbcClient.create(failing);
        positions = new ProjectionPositions(jdbc);
        parked = new ParkedEvents(jdbc, positions, manager, projected, this::read);
        lineage = new LotLineage(jdbc, manager, LotLineage.DEFAULT_CEILING);
        masterData = new MasterDataVersions(jdbc);
        captured = CapturedEvents.asStored(projected, this::read);
        evidence = new Evidence(jdbc, lineage, masterData, BizStepVocabulary.NONE, captured);
        accounts = new LotAccounts(lineage, evidence, FindingPolicy.DEFAULT);
        findings = new LotFindings(jdbc, lineage, evidence, captured, FindingPolicy.DEFAULT);
        JdbcTemplate copying = new JdbcTemplate(failing);
        parking = List.of(
                new EventIndexProjection(jdbc, copying, keepsDocuments),
                new LineageProjection(jdbc, copying, BizStepVocabulary.NONE),
                new MasterDataProjection(jdbc),
                new CteProjection(jdbc, copying, positions, evidence, evidence, new TallyQueue(jdbc), parked));
    }

    /** The one of this JVM, as if it were new: to empty a database takes less time than to make one. */
    static synchronized ProjectedLedger emptied() {
        if (shared == null) shared = new ProjectedLedger("emptied_by_each_test");
        shared.forget();
        return shared;
    }

    private void forget() {
        reset();
        documents.clear();
        projected.clear();
        told = 0;
    }

    private static void createDatabase(String name) {
        LotledgerServer.shared()
                .bean(JdbcClient.class)
                .sql("create database " + name + " template " + MigratedDatabase.TEMPLATE)
                .update();
    }

    private static String url(JdbcConnectionDetails server, String database) {
        return server.getJdbcUrl().replaceFirst("(//[^/]+/)[^?]*", "$1" + database);
    }

    EpcisEventCaptured captured(UUID organisation, EpcisEvent event) {
        return captured(organisation, document(told++, event), event);
    }

    /** @param document JSON that stands for the event */
    EpcisEventCaptured captured(String document, EpcisEvent event) {
        return captured(ORGANISATION, document, event);
    }

    private EpcisEventCaptured captured(UUID organisation, String document, EpcisEvent event) {
        documents.put(document, event);
        return new EpcisEventCaptured(organisation, "capture", event.eventID(), RECORD_TIME, document, null);
    }

    MasterDataCaptured said(String vocabulary, String id, Map<String, List<String>> attributes) {
        return new MasterDataCaptured(ORGANISATION, "capture", RECORD_TIME, vocabulary, id, attributes, null);
    }

    /** An event whose document no version of ours can read, until {@link #mend}. */
    EpcisEventCaptured unreadable(EpcisEvent event) {
        String document = unreadableDocument(event);
        documents.remove(document);
        return new EpcisEventCaptured(ORGANISATION, "capture", event.eventID(), RECORD_TIME, document, null);
    }

    void mend(EpcisEvent event) {
        documents.put(unreadableDocument(event), event);
    }

    /** Stands for an event; every second declaration repeats its event. */
    private static String document(long number, EpcisEvent event) {
        boolean differs = event.fields().errorDeclaration() != null && number % 2 == 0;
        return "{\"eventID\":\"document-" + number + "\",\"bizStep\":\"" + (differs ? "other" : "same") + "\"}";
    }

    private static String unreadableDocument(EpcisEvent event) {
        return "{\"eventID\":\"unreadable\",\"comment\":\"" + event.toString().replace('"', '\'') + "\"}";
    }

    /** Of a document that is JSON; its id is found by who asks. */
    public EpcisEventCaptured json(String eventID, String document) {
        return new EpcisEventCaptured(ORGANISATION, "capture", eventID, RECORD_TIME, document, null);
    }

    /** More of the log through one projection alone, by its number: index, lineage, master data, CTEs. */
    public void project(int projection, List<?> log, long firstPosition, int batchSize) {
        project(parking.get(projection), log, firstPosition, batchSize);
    }

    /** The same, through one that the test has made of one of ours. */
    public void project(Projection projection, List<?> log, long firstPosition, int batchSize) {
        step(projection, new MadeLog(log, firstPosition, batchSize));
    }

    /**
     * Every projection goes on from its own position, and dies at some step of it.
     *
     * @return whether it came to the end before
     */
    boolean goOnUntilDeath(List<?> log, int batchSize, int steps) {
        // each death is in the log with its stack, and expected
        LoggingSystem logging = LoggingSystem.get(ProjectedLedger.class.getClassLoader());
        logging.setLogLevel("com.zaxxer.hikari.pool", LogLevel.ERROR);
        logging.setLogLevel("org.springframework.transaction.support", LogLevel.OFF);
        failing.dieAfter(steps);
        try {
            for (int i = 0; i < parking.size(); i++) step(i, new MadeLog(log, 1, batchSize));
            return true;
        } catch (RuntimeException e) {
            return false;
        } finally {
            failing.live();
        }
    }

    /** Counts with the clock at a time. */
    public TallyStep tally(Instant now) {
        return tally(now, SpreadsheetElements::count);
    }

    TallyStep tally(Instant now, ElementCounter elements) {
        return tally(now, elements, FindingPolicy.DEFAULT.toString());
    }

    TallyStep tally(Instant now, ElementCounter elements, String settings) {
        JdbcTemplate copying = new JdbcTemplate(failing);
        return new TallyStep(
                jdbc,
                copying,
                projected,
                positions,
                lineage,
                evidence,
                findings,
                FindingPolicy.DEFAULT,
                elements,
                settings,
                Clock.fixed(now, ZoneOffset.UTC),
                manager);
    }

    /** One entry of the log that a projection had not been able to take. */
    void takeParked(String projection, long position, Object payload) {
        Projection late = parking.stream()
                .filter(one -> one.name().equals(projection))
                .findFirst()
                .orElseThrow();
        LoggedEvent entry = LoggedEvent.read(position, payload, this::read);
        new TransactionTemplate(manager).executeWithoutResult(status -> late.writeLate(entry));
    }

    /** As if the projections had been thrown away. */
    void reset() {
        empty(Stream.concat(Stream.of("parked_event"), parking.stream().flatMap(p -> p.tables().stream())));
        dropTally();
        jdbc.sql("update projection_position set position = 0").update();
    }

    void dropTally() {
        empty(Stream.of(
                "tally_queue",
                "tally_lot",
                "tally_finding",
                "tally_event",
                "tally_sum_events",
                "tally_sum_lots",
                "tally_sum_findings",
                "tally_sum_readiness"));
        jdbc.sql("update tally set position = 0, version = '', recount_after = null, events_exact = true")
                .update();
    }

    /** Row by row: {@code truncate} makes new files for every table and index, and these hold few rows. */
    private void empty(Stream<String> tables) {
        jdbc.sql(tables.map(table -> "delete from " + table).collect(Collectors.joining("; ")))
                .update();
    }

    EpcisEvent event(EpcisEventCaptured captured) {
        return Objects.requireNonNull(documents.get(captured.document()));
    }

    /** Columns, indexes, keys and views, as texts. */
    List<String> schema() {
        return jdbc.sql("""
                        select 'column ' || table_name || column_name || data_type || is_nullable || coalesce(column_default, '')
                          from information_schema.columns where table_schema = 'public'
                        union all select 'index ' || indexdef from pg_indexes where schemaname = 'public'
                        union all select 'constraint ' || conname || conrelid::regclass || pg_get_constraintdef(oid)
                          from pg_constraint where connamespace = 'public'::regnamespace
                        union all select 'view ' || viewname || definition from pg_views where schemaname = 'public'
                        union all select 'schema ' || nspname from pg_namespace where nspname like 'rebuild%'
                        order by 1
                        """).query(String.class).list();
    }

    /** These events alone, as a log of our organisation. */
    void projectAfresh(List<EpcisEvent> events, int batchSize) {
        reset();
        project(events.stream().map(event -> captured(ORGANISATION, event)).toList(), batchSize);
    }

    /** Parks some of the events, which can be read once they are mended. */
    void projectAfreshParking(List<EpcisEvent> stuck, List<EpcisEvent> events, int batchSize) {
        reset();
        project(
                events.stream()
                        .map(event -> stuck.contains(event) ? unreadable(event) : captured(ORGANISATION, event))
                        .toList(),
                batchSize);
    }

    /** The log from its first position on. */
    void project(List<?> log, int batchSize) {
        project(log, 1, batchSize);
    }

    /** More of the log, which every projection has read so far; each batch through every projection in turn. */
    void project(List<?> log, long firstPosition, int batchSize) {
        for (int from = 0; from < log.size(); from += batchSize) {
            List<?> batch = log.subList(from, Math.min(log.size(), from + batchSize));
            for (int i = 0; i < parking.size(); i++) step(i, new MadeLog(batch, firstPosition + from, batchSize));
        }
    }

    /**
     * Fills all tables anew beside those that serve, and dies now and then; the log may have grown meanwhile.
     *
     * @return how often it died
     */
    int rebuild(List<?> log, int runSize, IntSupplier stepsUntilDeath) {
        LoggingSystem logging = LoggingSystem.get(ProjectedLedger.class.getClassLoader());
        logging.setLogLevel("com.zaxxer.hikari.pool", LogLevel.ERROR);
        logging.setLogLevel("org.springframework.transaction.support", LogLevel.OFF);
        SharedLogReader shared = new SharedLogReader(new MadeLog(log, 1, runSize), this::read);
        Rebuilds rebuilds = new Rebuilds(jdbc, positions, parked, shared, parking, manager, () -> false);
        parking.forEach(projection -> rebuilds.begin(projection.name(), "test"));
        int deaths = 0;
        boolean done = false;
        while (!done) {
            failing.dieAfter(stepsUntilDeath.getAsInt());
            try {
                // another life each time: nothing is remembered but what was committed
                Rebuilds life = new Rebuilds(jdbc, positions, parked, shared, parking, manager, () -> false);
                life.finishAll();
                // a connection that has just died may hold its claim for a moment yet
                done = life.progress().stream().noneMatch(r -> r.phase().isActive());
            } catch (RuntimeException e) {
                deaths++;
            } finally {
                failing.live();
            }
        }
        return deaths;
    }

    /** Until there is no more. */
    private void step(int projection, MadeLog log) {
        step(parking.get(projection), log);
    }

    private void step(Projection projection, MadeLog log) {
        projected.add(log);
        ProjectionStep step = new ProjectionStep(
                projection, with(projection), positions, parked, new SharedLogReader(log, this::read), manager);
        // a connection that has just died may hold its claim for a moment yet
        ProjectionStep.Result result;
        do result = step.run();
        while (result.advanced() || result.position() < 0);
    }

    /** All projections, with this one in the place of one of its name. */
    private List<Projection> with(Projection projection) {
        return Stream.concat(
                        parking.stream().filter(one -> !one.name().equals(projection.name())), Stream.of(projection))
                .toList();
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

    /** For the rest of the transaction, this organisation's callers read. */
    public void readBehindTheWall(UUID organisation) {
        jdbc.sql("select set_config('role', 'lotledger_reader', true),"
                        + " set_config('lotledger.organisation', cast(:organisation as text), true)")
                .param("organisation", organisation)
                .query(row -> {});
    }

    @Override
    public void close() {
        dataSource.close();
    }

    private EpcisEvent read(LoggedDocument logged) {
        EpcisEvent event = documents.get(logged.document());
        return event == null ? recent.read(logged) : event;
    }
}
