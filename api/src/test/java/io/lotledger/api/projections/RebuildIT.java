package io.lotledger.api.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.Lot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

/** An admin has projections filled anew while they serve. */
@SuppressWarnings("NullAway.Init") // set before all tests
class RebuildIT {
    private static final List<String> PROJECTIONS = List.of(
            "event-index", "lineage", "master-data", "company-prefix", "cte", "query-index", "event-resources", "find");
    private static final List<String> DOCUMENTS =
            List.of("1-farms-and-cooler", "2-packer", "3-landing-and-processor", "4-distribution-and-stores");
    private static Path data;
    private static LotledgerServer server;
    private static ProjectionsClient operator;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data, OlderNames.class);
        operator = new ProjectionsClient(server);
        for (String document : DOCUMENTS) operator.capture(document);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    @Test
    void eachProjectionRebuiltHoldsTheSameRowsAndGoesOnFromThere() {
        Map<String, List<String>> before = operator.rows();
        for (String projection : PROJECTIONS) {
            Answer asked = operator.post("/projections/" + projection + "/rebuild");
            assertThat(asked.status()).as(asked.text()).isEqualTo(202);
            String location = asked.header("Location");

            JsonNode done = await().until(
                            () -> operator.get(location.substring(location.indexOf("/projections")))
                                    .body()
                                    .get("rebuild"),
                            rebuild -> rebuild.get("status").asString().equals("done"));
            assertThat(done.get("percent").asInt()).isEqualTo(100);
            assertThat(done.get("finished_at").isNull()).isFalse();
        }
        assertThat(operator.rows()).isEqualTo(before);

        JsonNode captured =
                operator.capture("2-packer"); // known already, with master data: the log goes on, and so do the tables
        assertThat(captured.get("duplicateCount").asInt()).isPositive();
        assertThat(operator.get("/projections")
                        .body()
                        .get("projections")
                        .valueStream()
                        .filter(shown -> shown.get("rebuild").isObject()))
                .isNotEmpty()
                .allSatisfy(shown ->
                        assertThat(shown.at("/rebuild/percent").asInt()).isEqualTo(100));
        assertThat(operator.rows()).isEqualTo(before);
    }

    /** Up to version 0.1 an element with attributes was not read: such events are in logs, and their lots are in no table. */
    @Test
    void lotsOfElementsWithAttributesComeIntoTheTablesWithARebuild() {
        operator.captureXml("""
                <e:EPCISDocument xmlns:e="urn:epcglobal:epcis:xsd:2" xmlns:cbvmda="urn:epcglobal:cbv:mda" schemaVersion="2.0"
                    xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema"
                    creationDate="2026-04-17T09:26:42Z"><EPCISBody><EventList><ObjectEvent>
                <eventTime>2026-04-17T09:26:42Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
                <epcList><epc>urn:epc:id:sgtin:0614141.107346.90017</epc></epcList><action>ADD</action>
                <bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>
                <bizLocation><id>urn:epc:id:sgln:0614141.00002.0</id></bizLocation>
                <ilmd><cbvmda:lotNumber xsi:type="xsd:string">TYPED-1</cbvmda:lotNumber></ilmd>
                </ObjectEvent></EventList></EPCISBody></e:EPCISDocument>""");
        Map<String, List<String>> rows = operator.rows();
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

        for (String projection : List.of("lineage", "cte")) operator.rebuild(projection);

        assertThat(lotsCalled("TYPED-1")).isEqualTo(1);
        assertThat(operator.rows()).isEqualTo(rows);
    }

    private static int lotsCalled(String lot) {
        return operator.get("/traceability/lots?tlc=" + lot).body().get("lots").size();
    }

    @Test
    void rebuildUnderWayIsNotBegunTwiceAndCanBeEnded() {
        Map<String, List<String>> before = operator.rows();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            // who holds the serving tables' position keeps the new ones from taking their place
            server.bean(JdbcClient.class)
                    .sql("select position from projection_position where projection = 'lineage' for no key update")
                    .query(Long.class)
                    .single();
            assertThat(operator.post("/projections/lineage/rebuild").status()).isEqualTo(202);

            Answer again = operator.post("/projections/lineage/rebuild");
            assertThat(again.status()).isEqualTo(409);
            assertThat(again.body().get("detail").asString()).contains("DELETE");
            assertThat(operator.delete("/projections/lineage/rebuild").status()).isEqualTo(204);
        });
        assertThat(operator.get("/projections/lineage")
                        .body()
                        .at("/rebuild/status")
                        .asString())
                .isEqualTo("cancelled");
        assertThat(operator.delete("/projections/lineage/rebuild").status()).isEqualTo(404);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(*) from pg_namespace where nspname = 'rebuild_lineage'")
                        .query(Integer.class)
                        .single())
                .as("nothing is left of it")
                .isZero();
        assertThat(operator.rows()).isEqualTo(before);
    }

    @Test
    void tablesThatOlderCodeFilledServeUntilTheyAreFilledAnew() throws Exception {
        Map<String, List<String>> mended = operator.rows();
        String lot = "/traceability/lots/" + consumedLot() + "/lineage?direction=both";
        assertThat(operator.get(lot).body().get("edges")).isNotEmpty();
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
        operator = new ProjectionsClient(server);

        JsonNode lineage = await().until(
                        () -> operator.get("/projections/lineage").body(),
                        projection ->
                                projection.at("/rebuild/status").asString().equals("following"));
        assertThat(lineage.at("/rebuild/requested_by").asString()).isEqualTo("upgrade");
        assertThat(lineage.get("tables_version").asInt())
                .isLessThan(lineage.get("code_version").asInt());
        assertThat(operator.get("/projections/cte")
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
        Answer meanwhile = operator.get(lot);
        assertThat(meanwhile.status()).isEqualTo(200);
        assertThat(meanwhile.body().get("edges")).as("the older tables serve").isEmpty();

        server.bean(OlderTables.class).letGo();
        await().until(() -> operator.get("/projections")
                .body()
                .get("projections")
                .valueStream()
                .allMatch(p ->
                        p.get("tables_version").asInt() == p.get("code_version").asInt()));
        assertThat(operator.rows()).isEqualTo(mended);
        assertThat(server.bean(JdbcClient.class)
                        .sql("select count(document) from event")
                        .query(Integer.class)
                        .single())
                .as("documents in the log and again in the event index")
                .isZero();
        assertThat(operator.get(lot).body().get("edges")).isNotEmpty();
        Instant derived = finished("cte");
        assertThat(derived)
                .isAfter(finished("event-index"))
                .isAfter(finished("lineage"))
                .isAfter(finished("master-data"));
    }

    private static Instant finished(String projection) {
        return Instant.parse(operator.get("/projections/" + projection)
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
        return new Lot(operator.organisation, LotKey.of(uri).orElseThrow()).shortId();
    }

    @Test
    void recordsThatWereRenamedAreReadThroughTheirUpcasters() {
        Map<String, List<String>> before = operator.rows();
        String export = "/traceability/lots/" + consumedLot() + "/fda-export";
        String job = await().until(
                        () -> operator.get(export).body(),
                        answer -> answer.get("status").asString().equals("delivered"))
                .get("job_short_id")
                .asString();
        String history =
                operator.get("/traceability/exports/" + job + "/history").text();
        OlderNames.CURRENT.forEach((older, today) -> assertThat(server.bean(JdbcClient.class)
                        .sql("update domain_event set payload_type = :older where payload_type = :today")
                        .param("older", older)
                        .param("today", today)
                        .update())
                .as(today)
                .isPositive());

        for (String projection : List.of("event-index", "lineage", "master-data", "cte")) operator.rebuild(projection);
        assertThat(operator.rows()).isEqualTo(before);
        assertThat(operator.capture("2-packer").get("duplicateCount").asInt())
                .as("what was captured under the older name is known")
                .isPositive();
        assertThat(operator.rows()).isEqualTo(before);
        assertThat(operator.get("/traceability/exports/" + job + "/history").text())
                .isEqualTo(history);
    }

    @Test
    void readerOfTheTablesThatServeIsNotCancelledByThoseThatTakeTheirPlace() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        new TransactionTemplate(server.bean(PlatformTransactionManager.class)).executeWithoutResult(status -> {
            jdbc.sql("select count(*) from lot").query(Integer.class).single();
            assertThat(operator.post("/projections/lineage/rebuild").status()).isEqualTo(202);
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
        operator.awaitRebuilt("lineage");
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
            assertThat(operator.post("/projections/lineage/rebuild").status()).isEqualTo(202);
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
            assertThat(operator.get("/projections/lineage")
                            .body()
                            .at("/rebuild/error")
                            .asString())
                    .contains("being read");
            longRead.rollback();
        }
        operator.awaitRebuilt("lineage");
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
            assertThat(operator.post("/projections/lineage/rebuild").status()).isEqualTo(202);

            operator.awaitRebuilt("lineage");
        } finally {
            reading.set(false);
            readers.shutdown();
        }
        for (Future<?> read : reads) assertThat(read.get(10, TimeUnit.SECONDS)).isNull();
    }

    @Test
    void unknownProjectionIsToldWhichThereAre() {
        Answer answer = operator.post("/projections/lots/rebuild");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body().get("detail").asString()).contains("lineage").contains("event-index");
    }

    @Test
    void howFarEachIsStandsInOneList() {
        JsonNode page = operator.get("/projections").body();

        assertThat(page.get("projections")
                        .valueStream()
                        .map(p -> p.get("projection").asString()))
                .containsExactlyInAnyOrderElementsOf(PROJECTIONS);
        assertThat(page.get("log_position").asLong()).isPositive();
    }
}
