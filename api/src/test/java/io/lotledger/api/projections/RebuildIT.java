package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.document.event.EventJson;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogReader;
import io.lotledger.projections.find.FindProjection;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.processor.ParkedEvents;
import io.lotledger.projections.processor.Projection;
import io.lotledger.projections.processor.ProjectionPositions;
import io.lotledger.projections.processor.ProjectionProgress;
import io.lotledger.projections.processor.ProjectionStep;
import io.lotledger.projections.processor.SharedLogReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.upcasting.event.IntermediateEventRepresentation;
import org.axonframework.serialization.upcasting.event.SingleEventUpcaster;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An admin has projections filled anew while they serve. */
@SuppressWarnings("NullAway.Init") // set before all tests
class RebuildIT {
    private static final List<String> PROJECTIONS = List.of(
            "event-index", "lineage", "master-data", "company-prefix", "cte", "query-index", "event-resources", "find");
    private static final List<String> DOCUMENTS =
            List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores");
    private static final String PLAIN_EVENT = """
            <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-04-17T09:26:42Z">
            <EPCISBody><EventList><ObjectEvent><eventTime>2026-04-17T09:26:42Z</eventTime>
            <eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
            <epcList><epc>urn:epc:id:sgtin:0614141.107346.SERIAL</epc></epcList><action>OBSERVE</action>
            </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""";
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Path data;
    private static LotledgerServer server;
    private static UUID organisation;
    private static String admin;

    @BeforeAll
    static void start() throws Exception {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data, OlderNames.class);
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Lotledger");
        admin = keys.create(organisation, "test", Set.of(Role.ADMIN));
        for (String document : DOCUMENTS) capture(document);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private record Answer(int status, HttpResponse<String> response) {
        JsonNode body() {
            return JSON.readTree(response.body());
        }
    }

    @Test
    void eachProjectionRebuiltHoldsTheSameRowsAndGoesOnFromThere() throws Exception {
        Map<String, List<String>> before = rows();
        for (String projection : PROJECTIONS) {
            Answer asked = send("POST", "/projections/" + projection + "/rebuild");
            assertThat(asked.status()).as(asked.response().body()).isEqualTo(202);
            String location = asked.response().headers().firstValue("Location").orElseThrow();

            JsonNode done = await().until(
                            () -> send("GET", location.substring(location.indexOf("/projections")))
                                    .body()
                                    .get("rebuild"),
                            rebuild -> rebuild.get("status").asString().equals("done"));
            assertThat(done.get("percent").asInt()).isEqualTo(100);
            assertThat(done.get("finished_at").isNull()).isFalse();
        }
        assertThat(rows()).isEqualTo(before);

        JsonNode captured =
                capture("2-packer"); // known already, with master data: the log goes on, and so do the tables
        assertThat(captured.get("duplicateCount").asInt()).isPositive();
        assertThat(send("GET", "/projections")
                        .body()
                        .get("projections")
                        .valueStream()
                        .filter(shown -> shown.get("rebuild").isObject()))
                .isNotEmpty()
                .allSatisfy(shown ->
                        assertThat(shown.at("/rebuild/percent").asInt()).isEqualTo(100));
        assertThat(rows()).isEqualTo(before);
    }

    /** A position that the log has, and the tables do not yet: asked again, it is answered. */
    @Test
    void positionThatTheTablesHaveNotReachedIsAnsweredLater() throws Exception {
        assertThat(send("POST", "/projections/cte/pause").status()).isEqualTo(200);
        long head;
        try {
            captureXml(PLAIN_EVENT.replace("SERIAL", "77"));
            head = server.bean(EventLog.class).head();

            Answer early = send("GET", "/masterdata/locations/0614141000029?as_of=" + head);
            assertThat(early.status()).as(early.response().body()).isEqualTo(503);
            assertThat(early.response().headers().firstValue("Retry-After")).contains("5");
            assertThat(early.body().path("detail").asString())
                    .contains("of " + head, "send the request again when it has caught up");
            assertThat(send("GET", "/masterdata/locations/0614141000029?as_of=" + (head + 1))
                            .status())
                    .isEqualTo(422);
        } finally {
            send("POST", "/projections/cte/resume");
        }
        await().until(() ->
                send("GET", "/masterdata/locations/0614141000029?as_of=" + head).status() != 503);
    }

    @Test
    void pausedProjectionStaysWhereItIsOnEveryNodeAndGoesOnWhenItIsResumed() throws Exception {
        ApiClient auditor = new ApiClient(server.baseUrl(), admin);
        ProjectionProgress progress = server.bean(ProjectionProgress.class);
        Answer paused = send("POST", "/projections/find/pause");
        assertThat(paused.status()).as(paused.response().body()).isEqualTo(200);
        assertThat(paused.body().at("/paused/by").asString()).isEqualTo(admin.split("_")[1]);
        JsonNode since = send("POST", "/projections/find/pause").body().at("/paused/since"); // the first pause stands
        assertThat(since).isEqualTo(paused.body().at("/paused/since"));
        long before = Objects.requireNonNull(progress.positions().get("find"));

        try {
            captureXml(PLAIN_EVENT.replace("SERIAL", "1"));
            long head = server.bean(EventLog.class).head();
            await().until(() -> Objects.requireNonNull(progress.positions().get("cte")) >= head);
            ProjectionStep elsewhere = step(server.bean(FindProjection.class)); // as another node runs it
            assertThat(elsewhere.run().advanced()).isFalse();
            assertThat(progress.positions().get("find")).isEqualTo(before);

            JsonNode shown = send("GET", "/projections/find").body();
            assertThat(shown.path("lag").asLong()).isPositive();
            assertThat(shown.path("lag_seconds").asDouble()).isPositive();
            JsonNode health = auditor.health().body().at("/components/processors");
            assertThat(health.path("status").asString()).isEqualTo("DEGRADED");
            assertThat(health.at("/details/find/state").asString()).isEqualTo("paused");
            assertThat(auditor.get("/summary")
                            .body()
                            .at("/projections/paused/0")
                            .asString())
                    .isEqualTo("find");
            assertThat(send("POST", "/projections/nothing/pause").status()).isEqualTo(404);
        } finally {
            Answer resumed = send("POST", "/projections/find/resume");
            assertThat(resumed.body().path("paused").isNull()).isTrue();
        }
        await().until(() -> progress.covers(server.bean(EventLog.class).head()));
    }

    /** A claim is a row lock, which PostgreSQL writes to disk when its transaction ends. */
    @Test
    void stepWithNothingToReadTakesNoClaim() {
        await().until(() -> server.bean(ProjectionProgress.class)
                .covers(server.bean(EventLog.class).head()));
        ProjectionStep step = step(server.bean(FindProjection.class));
        String claimed = lastClaim();

        assertThat(step.run().advanced()).isFalse();

        assertThat(lastClaim()).isEqualTo(claimed);
    }

    private static String lastClaim() {
        return server.bean(JdbcClient.class)
                .sql("select xmin::text || ' ' || xmax::text from projection_position where projection = 'find'")
                .query(String.class)
                .single();
    }

    private static ProjectionStep step(Projection projection) {
        return new ProjectionStep(
                projection,
                List.of(projection),
                server.bean(ProjectionPositions.class),
                server.bean(ParkedEvents.class),
                new SharedLogReader(server.bean(LogReader.class), logged -> EventJson.read(logged.document())),
                server.bean(PlatformTransactionManager.class));
    }

    /** Up to version 0.1 an element with attributes was not read: such events are in logs, and their lots are in no table. */
    @Test
    void lotsOfElementsWithAttributesComeIntoTheTablesWithARebuild() throws Exception {
        captureXml("""
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda" schemaVersion="2.0"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                    creationDate="2026-04-17T09:26:42Z"><EPCISBody><EventList><ObjectEvent>
                <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <epcList><epc>urn:epc:id:sgtin:0614141.107346.90017</epc></epcList><action>ADD</action>
                <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                <bizLocation><id>urn:epc:id:sgln:0614141.00002.0</id></bizLocation>
                <ilmd><cbvmda:lotNumber xsi:type="xsd:string">TYPED-1</cbvmda:lotNumber></ilmd>
                </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""");
        Map<String, List<String>> rows = rows();
        assertThat(lotsCalled("TYPED-1")).isEqualTo(1);

        JdbcClient jdbc = server.bean(JdbcClient.class); // as the reader of version 0.1 had left them
        String typed = "(select lot_id from lot where uri like '%/10/TYPED-1')";
        for (String table : List.of("serial_lot", "event_lot", "critical_tracking_event", "lot")) {
            assertThat(jdbc.sql("delete from " + table + " where lot_id in " + typed)
                            .update())
                    .as(table)
                    .isPositive();
        }
        assertThat(lotsCalled("TYPED-1")).isZero();

        for (String projection : List.of("lineage", "cte")) rebuild(projection);

        assertThat(lotsCalled("TYPED-1")).isEqualTo(1);
        assertThat(rows()).isEqualTo(rows);
    }

    private static int lotsCalled(String lot) {
        return send("GET", "/traceability/lots?tlc=" + lot).body().get("lots").size();
    }

    private static void rebuild(String projection) {
        assertThat(send("POST", "/projections/" + projection + "/rebuild").status())
                .isEqualTo(202);
        await().until(() -> send("GET", "/projections/" + projection)
                .body()
                .at("/rebuild/status")
                .asString()
                .equals("done"));
    }

    private static void captureXml(String document) throws Exception {
        HttpResponse<String> answer = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                        .header("X-API-Key", admin)
                        .header("Content-Type", "application/xml")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(JSON.readTree(answer.body()).path("acceptedCount").asInt())
                .as(answer.body())
                .isEqualTo(1);
    }

    @Test
    void rebuildUnderWayIsNotBegunTwiceAndCanBeEnded() throws Exception {
        Map<String, List<String>> before = rows();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            // who holds the serving tables' position keeps the new ones from taking their place
            server.bean(JdbcClient.class)
                    .sql("select position from projection_position where projection = 'lineage' for no key update")
                    .query(Long.class)
                    .single();
            assertThat(send("POST", "/projections/lineage/rebuild").status()).isEqualTo(202);

            Answer again = send("POST", "/projections/lineage/rebuild");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.body().get("detail").asString()).contains("DELETE");
            assertThat(send("DELETE", "/projections/lineage/rebuild").status()).isEqualTo(204);
        });
        assertThat(send("GET", "/projections/lineage")
                        .body()
                        .at("/rebuild/status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(send("DELETE", "/projections/lineage/rebuild").status()).isEqualTo(404);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from pg_namespace where nspname = 'rebuild_lineage'")
                        .query(Integer.class)
                        .single())
                .as("nothing is left of it")
                .isZero();
        assertThat(rows()).isEqualTo(before);
    }

    @Test
    void tablesThatOlderCodeFilledServeUntilTheyAreFilledAnew() throws Exception {
        Map<String, List<String>> mended = rows();
        String lot = "/traceability/lots/" + consumedLot() + "/lineage?direction=both";
        assertThat(send("GET", lot).body().get("edges")).isNotEmpty();
        JdbcClient older = server.bean(JdbcClient.class);
        // what an older reader made of the same log
        older.sql("delete from lot_edge").update();
        older.sql("update critical_tracking_event set cte = 'none'").update();
        older.sql("update event set biz_step = null, document = 'a copy of it'").update();
        older.sql("delete from master_data").update();
        older.sql("update projection_position set version = 1").update();
        // and a server that was killed leaves claims
        older.sql("update token_entry_postgresql set owner = 'killed', claimed_at = '2999-01-01T00:00:00Z'")
                .update();
        server.close();

        OlderTables.KEPT.set(true);
        server = LotledgerServer.start(data, OlderNames.class, OlderTables.class);

        JsonNode lineage = await().until(
                        () -> send("GET", "/projections/lineage").body(),
                        projection ->
                                projection.at("/rebuild/status").asString().equals("following"));
        assertThat(lineage.at("/rebuild/requested_by").asString()).isEqualTo("upgrade");
        assertThat(lineage.get("tables_version").asInt())
                .isLessThan(lineage.get("code_version").asInt());
        assertThat(send("GET", "/projections/cte")
                        .body()
                        .at("/rebuild/position")
                        .asLong())
                .as("it reads the tables of lineage, and comes after it")
                .isZero();
        await().untilAsserted(() -> assertThat(server.bean(JdbcClient.class)
                        .sql("select distinct owner from token_entry_postgresql")
                        .query(String.class)
                        .list())
                .as("the claims of the killed server do not last")
                .doesNotContain("killed"));
        Answer meanwhile = send("GET", lot);
        assertThat(meanwhile.status()).isEqualTo(200);
        assertThat(meanwhile.body().get("edges")).as("the older tables serve").isEmpty();

        server.bean(OlderTables.class).letGo();
        await().until(() -> send("GET", "/projections")
                .body()
                .get("projections")
                .valueStream()
                .allMatch(p ->
                        p.get("tables_version").asInt() == p.get("code_version").asInt()));
        assertThat(rows()).isEqualTo(mended);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(document) from event")
                        .query(Integer.class)
                        .single())
                .as("documents in the log and again in the event index")
                .isZero();
        assertThat(send("GET", lot).body().get("edges")).isNotEmpty();
        Instant derived = finished("cte");
        assertThat(derived)
                .isAfter(finished("event-index"))
                .isAfter(finished("lineage"))
                .isAfter(finished("master-data"));
    }

    private static Instant finished(String projection) {
        return Instant.parse(send("GET", "/projections/" + projection)
                .body()
                .at("/rebuild/finished_at")
                .asString());
    }

    /** A lot that went into another. */
    private static String consumedLot() {
        String uri = server.bean(JdbcClient.class)
                .sql(
                        "select uri from lot where exists (select from lot_edge where from_lot = lot_id) order by uri limit 1")
                .query(String.class)
                .single();
        return new Lot(organisation, LotKey.of(uri).orElseThrow()).shortId();
    }

    /** Keeps the tables of lineage from being replaced, from before the projections start. */
    static final class OlderTables implements SmartLifecycle {
        private static final AtomicBoolean KEPT = new AtomicBoolean();
        private final DataSource dataSource;
        private @Nullable Connection claim;

        OlderTables(DataSource dataSource) {
            this.dataSource = dataSource;
        }

        @Override
        public void start() {
            if (!KEPT.get()) return;
            try {
                Connection connection = dataSource.getConnection();
                connection.setAutoCommit(false);
                try (Statement statement = connection.createStatement()) {
                    statement.execute("select from projection_position where projection = 'lineage' for no key update");
                }
                claim = connection;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        void letGo() throws SQLException {
            Connection held = claim;
            claim = null;
            KEPT.set(false);
            if (held == null) return;
            held.rollback();
            held.close();
        }

        @Override
        public void stop() {
            try {
                letGo();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public boolean isRunning() {
            return claim != null;
        }

        @Override
        public int getPhase() {
            return 0;
        }
    }

    @Test
    void recordsThatWereRenamedAreReadThroughTheirUpcasters() throws Exception {
        Map<String, List<String>> before = rows();
        String export = "/traceability/lots/" + consumedLot() + "/fda-export";
        String job = await().until(
                        () -> send("GET", export).body(),
                        answer -> answer.get("status").asString().equals("delivered"))
                .get("job_short_id")
                .asString();
        String history = send("GET", "/traceability/exports/" + job + "/history")
                .response()
                .body();
        OlderNames.CURRENT.forEach((older, today) -> assertThat(server.bean(JdbcClient.class)
                        .sql("update domain_event set payload_type = :older where payload_type = :today")
                        .param("older", older)
                        .param("today", today)
                        .update())
                .as(today)
                .isPositive());

        for (String projection : List.of("event-index", "lineage", "master-data", "cte")) {
            assertThat(send("POST", "/projections/" + projection + "/rebuild").status())
                    .isEqualTo(202);
            await().until(() -> send("GET", "/projections/" + projection)
                    .body()
                    .at("/rebuild/status")
                    .asString()
                    .equals("done"));
        }
        assertThat(rows()).isEqualTo(before);
        assertThat(capture("2-packer").get("duplicateCount").asInt())
                .as("what was captured under the older name is known")
                .isPositive();
        assertThat(rows()).isEqualTo(before);
        assertThat(send("GET", "/traceability/exports/" + job + "/history")
                        .response()
                        .body())
                .isEqualTo(history);
    }

    /** Of records that were renamed since. */
    static final class OlderNames extends SingleEventUpcaster {
        private static final Map<String, String> CURRENT = Map.of(
                "io.lotledger.old.EventTaken", "io.lotledger.ingest.eventlog.EpcisEventCaptured",
                "io.lotledger.old.WordTaken", "io.lotledger.ingest.eventlog.MasterDataCaptured",
                "io.lotledger.old.JobBegun", "io.lotledger.export.job.ProcessingStarted");

        @Override
        protected boolean canUpcast(IntermediateEventRepresentation event) {
            return CURRENT.containsKey(event.getType().getName());
        }

        @Override
        protected IntermediateEventRepresentation doUpcast(IntermediateEventRepresentation event) {
            String name = Objects.requireNonNull(CURRENT.get(event.getType().getName()));
            return event.upcastPayload(new SimpleSerializedType(name, null), byte[].class, payload -> payload);
        }
    }

    @Test
    void readerOfTheTablesThatServeIsNotCancelledByThoseThatTakeTheirPlace() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.sql("select count(*) from lot").query(Integer.class).single();
            assertThat(send("POST", "/projections/lineage/rebuild").status()).isEqualTo(202);
            await().until(() -> jdbc.sql("""
                            select exists (select from projection_rebuild where projection = 'lineage' and error is not null)
                                or exists (select from pg_locks
                                            where mode = 'AccessExclusiveLock' and not granted
                                              and waitstart < clock_timestamp() - interval '1.2 seconds')
                            """).query(Boolean.class).single());

            assertThat(jdbc.sql("select count(*) from lineage_event")
                            .query(Integer.class)
                            .single())
                    .as("a second table of the same reader")
                    .isPositive();
        });
        await().until(() -> send("GET", "/projections/lineage")
                .body()
                .at("/rebuild/status")
                .asString()
                .equals("done"));
    }

    /** The long read has a session of its own, as one of another node has. */
    @Test
    void readsGoOnWhileALongReadHoldsUpTheNewTables() throws Exception {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        TransactionTemplate transaction = new TransactionTemplate(server.bean(PlatformTransactionManager.class));
        try (Connection longRead = server.bean(DataSource.class).getConnection();
                Statement statement = longRead.createStatement()) {
            longRead.setAutoCommit(false);
            statement.execute("select count(*) from lot");
            assertThat(send("POST", "/projections/lineage/rebuild").status()).isEqualTo(202);
            await().until(() -> jdbc.sql(
                            "select exists (select from projection_rebuild where projection = 'lineage' and error is not null)")
                    .query(Boolean.class)
                    .single());

            for (int i = 0; i < 60; i++) {
                await().pollDelay(Duration.ofMillis(50))
                        .until(() -> transaction.execute(status -> {
                            jdbc.sql("set local lock_timeout = '100ms'").update(); // fails behind a swap that waits
                            return jdbc.sql("select count(*) from lot")
                                            .query(Integer.class)
                                            .single()
                                    >= 0;
                        }));
            }
            assertThat(send("GET", "/projections/lineage")
                            .body()
                            .at("/rebuild/error")
                            .asString())
                    .contains("being read");
            longRead.rollback();
        }
        await().until(() -> send("GET", "/projections/lineage")
                .body()
                .at("/rebuild/status")
                .asString()
                .equals("done"));
    }

    /** Reads that overlap without a pause leave no moment in which nobody reads. */
    @Test
    void newTablesTakeTheirPlaceWhileReadsOverlapWithoutAPause() throws Exception {
        DataSource pool = server.bean(DataSource.class);
        AtomicBoolean reading = new AtomicBoolean(true);
        ExecutorService readers = Executors.newFixedThreadPool(3);
        List<Future<?>> reads = new ArrayList<>();
        try {
            for (int i = 0; i < 3; i++) {
                int delay = 150 * i;
                reads.add(readers.submit(() -> {
                    try (Connection connection = pool.getConnection();
                            Statement statement = connection.createStatement()) {
                        statement.execute("select pg_sleep(" + delay / 1_000.0 + ")");
                        while (reading.get()) statement.execute("select count(*), pg_sleep(0.3) from lot");
                    }
                    return null;
                }));
            }
            assertThat(send("POST", "/projections/lineage/rebuild").status()).isEqualTo(202);

            await().until(() -> send("GET", "/projections/lineage")
                    .body()
                    .at("/rebuild/status")
                    .asString()
                    .equals("done"));
        } finally {
            reading.set(false);
            readers.shutdown();
        }
        for (Future<?> read : reads) assertThat(read.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void unknownProjectionIsToldWhichThereAre() {
        Answer answer = send("POST", "/projections/lots/rebuild");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("detail").asString()).contains("lineage").contains("event-index");
    }

    @Test
    void howFarEachIsStandsInOneList() {
        JsonNode page = send("GET", "/projections").body();

        assertThat(page.get("projections")
                        .valueStream()
                        .map(p -> p.get("projection").asString()))
                .containsExactlyInAnyOrderElementsOf(PROJECTIONS);
        assertThat(page.get("log_position").asLong()).isPositive();
    }

    private static Map<String, List<String>> rows() {
        awaitProjected();
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : ProjectedTables.ALL) {
            rows.put(
                    table,
                    server.bean(JdbcClient.class)
                            .sql("select cast(t as text) from " + table + " t order by 1")
                            .query(String.class)
                            .list());
        }
        assertThat(rows.get("lot_edge")).isNotEmpty();
        return rows;
    }

    private static void awaitProjected() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        long head = jdbc.sql("select max(global_index) from domain_event")
                .query(Long.class)
                .single();
        await().until(() -> server.bean(ProjectionProgress.class).covers(head));
    }

    private static JsonNode capture(String document) throws Exception {
        return JSON.readTree(HTTP.send(
                        HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                                .header("X-API-Key", admin)
                                .header("Content-Type", "application/ld+json")
                                .POST(HttpRequest.BodyPublishers.ofFile(
                                        Path.of("src/main/resources/samples/" + document + ".jsonld")))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    private static Answer send(String method, String path) {
        try {
            HttpResponse<String> response = HTTP.send(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                            .header("X-API-Key", admin)
                            .method(method, HttpRequest.BodyPublishers.noBody())
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
