package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.Client.Answer;
import io.lotledger.api.exports.FaultyProxy.Fault;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.api.wiring.OwnStorage;
import io.lotledger.ingest.epcis.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.io.IOException;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A server whose PostgreSQL and S3 are its operator's, and are away at times: what becomes of a job, and of its objects. */
@SuppressWarnings("NullAway.Init") // set before all tests
class OutageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static Path directory;
    private static OwnStorage storage;
    private static FaultyProxy s3;
    private static FaultyProxy postgresql;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static UUID organisation;
    private static Client client;

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.start(directory.resolve("storage"));
        s3 = FaultyProxy.to(storage.objectStore().getPort());
        postgresql = FaultyProxy.to(storage.databasePort());
        List<String> settings = new ArrayList<>(storage.databaseSettings(postgresql.port()));
        settings.addAll(storage.objectStoreSettings(s3.http()));
        settings.addAll(List.of(
                "lotledger.s3.request-timeout=1s",
                "lotledger.export.lease=4s",
                "lotledger.export.heartbeat=500ms",
                "lotledger.export.attempts=2",
                "lotledger.export.first-backoff=200ms",
                "lotledger.export.storage-patience=500ms",
                "spring.datasource.hikari.connection-timeout=1000",
                "spring.datasource.hikari.validation-timeout=500"));
        server = LotledgerServer.start(directory.resolve("server"), settings, FakeTraces.class);
        traces = server.bean(FakeTraces.class);
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Green Fields");
        client = new Client(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));
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

        await().atMost(PATIENCE)
                .until(() -> objectsOf(job).equals(List.of(key(job, "/2.xlsx"), key(job, "/2.xlsx.manifest.json"))));
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

    @Test
    void databaseThatIsBackWithinTheLeaseCostsNoAttempt() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        String job = ask(lot);
        awaitStatus(job, "processing");

        postgresql.fail(Fault.REFUSED);
        traces.letGo(lot);
        long there = System.nanoTime();
        await().until(() -> System.nanoTime() - there > Duration.ofMillis(1500).toNanos());
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

    /** A job is tried twice here; these attempts wait for the read models when their server is cut off. */
    @Test
    void attemptThatWasLostBeforeItBeganIsNoTry() {
        Lot lot = traces.newLot(organisation);
        traces.readModelsAt(0);
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
