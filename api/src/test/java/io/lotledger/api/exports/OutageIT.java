package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.FaultyProxy.Fault;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.api.wiring.OwnStorage;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server whose PostgreSQL and S3 are its operator's, and are away at times: what becomes of a job, and of its objects. */
@ExtendWith(OutputCaptureExtension.class)
@SuppressWarnings("NullAway.Init") // set before all tests
class OutageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static Path directory;
    private static OwnStorage storage;
    private static FaultyProxy s3;
    private static FaultyProxy postgresql;
    private static List<String> settings;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static MovableServerClock clock;
    private static UUID organisation;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.startMigrated(directory.resolve("storage"));
        s3 = FaultyProxy.to(storage.objectStore().getPort());
        postgresql = FaultyProxy.to(storage.databasePort());
        settings = new ArrayList<>(storage.databaseSettings(postgresql.port()));
        settings.addAll(storage.objectStoreSettings(s3.http()));
        settings.addAll(List.of(
                "lotledger.s3.request-timeout=1s",
                "lotledger.database.answer-timeout=1s",
                "lotledger.capture.commit-timeout=3s",
                "lotledger.export.lease=4s",
                "lotledger.export.heartbeat=500ms",
                "lotledger.export.upkeep=200ms",
                "lotledger.export.attempts=2",
                "lotledger.export.first-backoff=200ms",
                "lotledger.export.storage-patience=500ms",
                "spring.datasource.hikari.connection-timeout=1000",
                "spring.datasource.hikari.validation-timeout=500"));
        server = LotledgerServer.start(
                directory.resolve("server"), settings, FakeTraces.class, MovableServerClock.class);
        traces = server.bean(FakeTraces.class);
        clock = server.bean(MovableServerClock.class);
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Green Fields");
        client = new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        s3.close();
        postgresql.close();
        storage.close();
        LotledgerServer.delete(directory);
    }

    @BeforeEach
    void heal() {
        clock.reset();
        traces.readModelsAt(Long.MAX_VALUE);
        s3.heal();
        postgresql.heal();
    }

    private static String ask(Lot lot) {
        return await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> client.get("/lots/" + lot.shortId() + "/fda-export")
                                .text("job_short_id"),
                        job -> !job.isEmpty());
    }

    private static void awaitStatus(String job, String status) {
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> client.get("/exports/" + job).text("status").equals(status));
    }

    private static int attempts(String job) {
        return client.get("/exports/" + job).body().get("attempts").asInt();
    }

    private static List<String> objectsOf(String job) {
        try (S3Client objects = storage.client()) {
            return objects
                    .listObjectsV2(
                            request -> request.bucket(storage.bucket()).prefix("exports/" + organisation + "/" + job))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .toList();
        }
    }

    @Test
    void serverTakesThePostgresqlAndTheS3ItIsToldOf() {
        String job = ask(traces.newLot(organisation));

        awaitStatus(job, "delivered");

        assertThat(objectsOf(job)).containsExactly(key(job, "/1.xlsx"), key(job, "/1.xlsx.manifest.json"));
        assertThat(directory.resolve("server").resolve("postgresql")).doesNotExist();
        assertThat(directory.resolve("server").resolve("s3")).doesNotExist();
        assertThat(directory.resolve("server").resolve("lock")).doesNotExist();
    }

    @Test
    @FullEffort
    void healthShowsAnS3ThatDoesNotAnswer() throws Exception {
        await().atMost(PATIENCE).until(() -> health().equals("UP"));
        s3.fail(Fault.HANGING);

        await().atMost(PATIENCE).until(() -> health().equals("DEGRADED"));
        assertThat(probe("readiness")).isEqualTo(200); // captures and queries go on
        s3.heal();

        await().atMost(PATIENCE).until(() -> health().equals("UP"));
    }

    @Test
    void nodeWithoutItsDatabaseIsAliveAndNotReady() throws Exception {
        await().atMost(PATIENCE).until(() -> probe("readiness") == 200);
        postgresql.fail(Fault.REFUSED);

        await().atMost(PATIENCE).until(() -> probe("readiness") == 503);
        assertThat(probe("liveness")).isEqualTo(200);
        postgresql.heal();

        await().atMost(PATIENCE).until(() -> probe("readiness") == 200);
    }

    private static int probe(String group) {
        return ApiClient.fetch(server.baseUrl() + "/actuator/health/" + group).status();
    }

    private static String health() {
        return ApiClient.fetch(server.baseUrl() + "/actuator/health").text("status");
    }

    @Test
    void workbookOfAJobThatFailedAtItsManifestIsRemovedOnceS3Answers() {
        Lot lot = traces.newLot(organisation);
        s3.fail(Fault.UNAVAILABLE, head -> head.contains(".manifest.json") || head.startsWith("DELETE"));
        String job = ask(lot);

        awaitStatus(job, "failed");
        assertThat(client.get("/exports/" + job)
                        .body()
                        .get("failure")
                        .get("code")
                        .asString())
                .isEqualTo("storage_unavailable");
        assertThat(objectsOf(job)).as("nobody's workbooks").isNotEmpty();
        s3.heal();

        await().atMost(PATIENCE).until(() -> objectsOf(job).isEmpty());
    }

    /** As a worker does that was cut off, and finishes its upload when it is back. */
    @Test
    void objectOfAnotherAttemptThatComesAfterTheDeliveryIsRemovedAndTheDeliveredOneStays() {
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 1);
        String job = ask(lot);
        awaitStatus(job, "delivered");
        assertThat(attempts(job)).isEqualTo(2);
        try (S3Client objects = storage.client()) {
            objects.putObject(
                    request -> request.bucket(storage.bucket()).key(key(job, "/1.xlsx")),
                    RequestBody.fromString("stale"));
        }
        await().atMost(PATIENCE).until(() -> secondCleanupsMadeDue(job) == 1);

        await().atMost(PATIENCE)
                .until(() -> objectsOf(job).equals(List.of(key(job, "/2.xlsx"), key(job, "/2.xlsx.manifest.json"))));
    }

    /** It comes four leases after the end of its job. */
    private static int secondCleanupsMadeDue(String job) throws SQLException {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate("update scheduled_tasks set execution_time = clock_timestamp()"
                    + " where task_instance = '" + ShortUuid.decode(job) + " ended long since'");
        }
    }

    @Test
    void workerThatIsCutOffFromTheDatabaseStopsBeforeAnotherTakesItsJob() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        String job = ask(lot);
        awaitStatus(job, "processing");

        postgresql.fail(Fault.HANGING);

        await().atMost(PATIENCE).until(() -> traces.stopped(lot));
        postgresql.heal();
        traces.letGo(lot);
        awaitStatus(job, "delivered");
        assertThat(attempts(job)).isEqualTo(2);
        assertThat(history(job))
                .containsExactly("ExportRequested", "ProcessingStarted", "ProcessingStarted", "WorkbookDelivered");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"REFUSED", "HANGING"})
    void everyPathSaysWithinSecondsThatTheDatabaseIsAway(Fault fault) throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String admin = keys.create(organisation, "admin", Set.of(Role.ADMIN));
        client.get("/exports"); // its connection is idle in the pool, and found to be good
        List<String> paths = List.of(
                "/epcis/api/2.0/capture",
                "/epcis/api/2.0/events/urn%3Auuid%3A1",
                "/epcis/api/2.0/keys",
                "/epcis/api/2.0/traceability/lots?q=a",
                "/epcis/api/2.0/traceability/exports",
                "/actuator/health");
        postgresql.fail(fault);
        long start = System.nanoTime();

        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            answers.add(HTTP.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                            .header("X-API-Key", admin)
                            .header("Content-Type", "application/ld+json")
                            .POST(HttpRequest.BodyPublishers.ofString(observation("urn:uuid:away-" + i)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }
        for (String path : paths) {
            answers.add(HTTP.sendAsync(
                    HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                            .header("X-API-Key", admin)
                            .build(),
                    HttpResponse.BodyHandlers.ofString()));
        }

        for (CompletableFuture<HttpResponse<String>> answer : answers) {
            HttpResponse<String> said = answer.get();
            assertThat(said.statusCode()).as(said.request().uri() + said.body()).isEqualTo(503);
            if (said.request().uri().getPath().startsWith("/epcis"))
                assertThat(said.headers().firstValue("Retry-After")).isPresent();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
        postgresql.heal();
        await().atMost(PATIENCE).until(() -> client.get("/exports").status() == 200);
    }

    /** As on a disk that hardly writes; here another session holds the lock of the log's writers. */
    @Test
    void documentWhoseCommitLastsTooLongGets503AndIsStoredOnceWhenItIsSentAgain() throws Exception {
        ApiClient partner = new ApiClient(
                server.baseUrl(),
                server.bean(ApiKeys.class).create(organisation, "partner", Set.of(Role.CAPTURE, Role.QUERY)));
        String first = observation("urn:uuid:slow-1");
        String second = observation("urn:uuid:slow-2");
        try (Connection other = storage.sql();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table domain_event in share mode");

            Answer slow = partner.capture(first);
            assertThat(slow.status()).as(slow.toString()).isEqualTo(503);
            assertThat(slow.text("detail")).contains("3 seconds", "may have stored", "Send it again");
            assertThat(slow.header("Retry-After")).isNotEmpty();

            Answer refused = partner.capture(second);
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.text("detail")).contains("Nothing of this document was stored");

            assertThat(client.get("/exports").status()).isEqualTo(200);
            other.rollback();
        }
        await().atMost(PATIENCE).until(() -> partner.capture(first).status() == 202);
        assertThat(partner.capture(second).status()).isEqualTo(202);

        for (String eventID : List.of("urn:uuid:slow-1", "urn:uuid:slow-2")) {
            Answer found = partner.query("/events?EQ_eventID=" + eventID);
            assertThat(found.body().at("/epcisBody/queryResults/resultsBody/eventList"))
                    .as(found.toString())
                    .hasSize(1);
        }
    }

    private static String observation(String eventID) {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],\
                "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-01T00:00:00Z",\
                "epcisBody":{"eventList":[{"type":"ObjectEvent","eventID":"%s",\
                "eventTime":"2026-11-01T00:00:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE",\
                "epcList":["urn:epc:id:sgtin:0614141.107346.1"]}]}}""".formatted(eventID);
    }

    @Test
    void databaseThatIsBackWithinTheLeaseCostsNoAttempt() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        String job = ask(lot);
        awaitStatus(job, "processing");

        postgresql.fail(Fault.REFUSED);
        traces.letGo(lot);
        long there = System.nanoTime();
        await().until(() -> System.nanoTime() - there > Duration.ofMillis(700).toNanos());
        postgresql.heal();

        awaitStatus(job, "delivered");
        assertThat(history(job)).containsExactly("ExportRequested", "ProcessingStarted", "WorkbookDelivered");
    }

    @Test
    void databaseThatGoesAwayInTheRenderingIsTheReasonOfTheSetback() {
        Lot lot = traces.newLot(organisation);
        traces.loseTheDatabase(lot);
        String job = ask(lot);

        awaitStatus(job, "failed");

        assertThat(client.get("/exports/" + job)
                        .body()
                        .get("failure")
                        .get("code")
                        .asString())
                .isEqualTo("database_unavailable");
    }

    private static void downloadAtBoth(LotledgerServer second, String job, int times) throws Exception {
        ApiClient other = client.at(second.baseUrl());
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> calls = Stream.iterate(0, i -> i + 1)
                    .limit(2L * times)
                    .<Callable<Integer>>map(i -> () -> (i % 2 == 0 ? client : other)
                            .get("/exports/" + job + "/download")
                            .status())
                    .toList();
            for (Future<Integer> status : pool.invokeAll(calls))
                assertThat(status.get()).isEqualTo(302);
        } finally {
            pool.shutdownNow();
        }
    }

    /**
     * Each has two workers, and one of them has claimed all segments of the sagas. The second starts while S3 is away, and says
     * so.
     */
    @Test
    @FullEffort
    void workersOfEveryNodeRender(CapturedOutput output) throws Exception {
        s3.fail(Fault.REFUSED);
        List<Lot> lots =
                Stream.generate(() -> traces.newLot(organisation)).limit(4).toList();
        try (LotledgerServer second = LotledgerServer.start(directory.resolve("second"), settings, FakeTraces.class)) {
            FakeTraces there = second.bean(FakeTraces.class);
            await().atMost(PATIENCE)
                    .until(() -> output.toString().contains("exports wait and fail with storage_unavailable"));
            s3.heal();
            lots.forEach(lot -> there.hold(there.add(lot)));
            lots.forEach(traces::hold);

            List<String> jobs = lots.stream().map(OutageIT::ask).toList();

            jobs.forEach(job -> awaitStatus(job, "processing"));
            lots.forEach(there::letGo);
            lots.forEach(traces::letGo);
            jobs.forEach(job -> awaitStatus(job, "delivered"));
            jobs.forEach(job -> assertThat(attempts(job)).isEqualTo(1));
            assertThat(output.toString()).contains("S3 did not answer for bucket " + storage.bucket());
            downloadAtBoth(second, jobs.get(0), 10);
            assertThat(client.get("/exports/" + jobs.get(0))
                            .body()
                            .get("download_count")
                            .asInt())
                    .isEqualTo(20);
        }
    }

    @Test
    void workbookThatCannotBeRemovedKeepsNoOtherFromGoing() {
        String stuck = ask(traces.newLot(organisation));
        awaitStatus(stuck, "delivered");
        String other = ask(traces.newLot(organisation));
        awaitStatus(other, "delivered");
        s3.fail(Fault.UNAVAILABLE, head -> head.startsWith("DELETE") && head.contains(stuck));

        clock.advance(Duration.ofDays(732));

        await().atMost(PATIENCE).until(() -> objectsOf(other).isEmpty());
        await().atMost(PATIENCE).until(() -> history(other).contains("WorkbookExpired"));
        assertThat(objectsOf(stuck)).isNotEmpty();
        assertThat(history(stuck)).doesNotContain("WorkbookExpired");
        s3.heal();
        await().atMost(PATIENCE).until(() -> {
            clock.advance(Duration.ofHours(6));
            return history(stuck).contains("WorkbookExpired");
        });
        assertThat(objectsOf(stuck)).isEmpty();
    }

    /** A job is tried twice here; these attempts wait for the read models when their server is cut off. */
    @Test
    @FullEffort
    void attemptThatWasLostBeforeItBeganIsNoTry() {
        Lot lot = traces.newLot(organisation);
        traces.readModelsAt(-1); // behind an empty log too
        String job = ask(lot);

        for (int attempt = 1; attempt <= 2; attempt++) {
            String lease = "job_id = '" + ShortUuid.decode(job) + "' and attempt = " + attempt;
            await().atMost(PATIENCE).until(() -> leases(lease) == 1);
            postgresql.fail(Fault.HANGING);
            await().atMost(PATIENCE)
                    .until(() -> leases(lease + " and until < clock_timestamp() - interval '3 seconds'") == 1);
            postgresql.heal();
            await().atMost(PATIENCE).until(() -> leases(lease) == 0);
        }
        traces.readModelsAt(Long.MAX_VALUE);

        awaitStatus(job, "delivered");
        assertThat(attempts(job)).isGreaterThanOrEqualTo(3);
        assertThat(history(job)).containsExactly("ExportRequested", "ProcessingStarted", "WorkbookDelivered");
    }

    private static long leases(String which) throws SQLException {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from export_lease where " + which)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static String key(String job, String rest) {
        return "exports/" + organisation + "/" + job + rest;
    }

    private static List<String> history(String job) {
        Answer history = await().atMost(PATIENCE)
                .until(() -> client.get("/exports/" + job + "/history"), answer -> answer.status() == 200);
        return history.body().get("events").values().stream()
                .map(event -> event.get("type").asString())
                .toList();
    }
}
