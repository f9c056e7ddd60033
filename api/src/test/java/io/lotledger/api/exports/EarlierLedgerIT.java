package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.wiring.OwnStorage;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/**
 * A ledger that the code of schema V34 filled, killed between the first attempt of an export, which found no S3, and the next.
 * The rows are in {@code src/test/resources/ledger-of-v34}, a file per table, as PostgreSQL's COPY wrote them.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
class EarlierLedgerIT {
    private static final Path ROWS = Path.of("src/test/resources/ledger-of-v34");
    private static final String KEY = "ll_earlier_0123456789abcdef0123456789";
    private static final String JOB = "6tRhRhiURweN6AXUstwyw6";
    private static final String LOT = "BrhFMCFyDnzareJkyFtEqZ";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static Path directory;
    private static OwnStorage storage;
    private static LotledgerServer server;
    private static ApiClient client;

    @BeforeAll
    static void start() throws Exception {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.start(directory.resolve("storage"));
        try (Connection connection = storage.sql()) {
            Flyway.configure()
                    .dataSource(storage.dataSource())
                    .target("34")
                    .load()
                    .migrate();
            load(connection);
        }
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.add("lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"));
        server = LotledgerServer.start(directory.resolve("server"), settings);
        client = new ApiClient(server.baseUrl(), KEY);
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
        storage.close();
        LotledgerServer.delete(directory);
    }

    @Test
    void exportUnderWayIsDelivered() {
        await().atMost(PATIENCE).until(() -> client.get("/exports/" + JOB).text("status"), "delivered"::equals);

        List<String> history = new ArrayList<>();
        for (JsonNode event : client.get("/exports/" + JOB + "/history").body().get("events"))
            history.add(event.get("type").asString());
        assertThat(history).startsWith("ExportRequested", "ProcessingStarted").endsWith("WorkbookDelivered");
        assertThat(client.get("/exports/" + JOB + "/verify").text("verdict")).isEqualTo("identical");
    }

    /** The chain begins after the upgrade, with what was there before it. */
    @Test
    void entriesOfBeforeAreCoveredByTheHashChain() {
        long captured;
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from domain_event"
                        + " where aggregate_type in ('EpcisEvent', 'MasterData')")) {
            rows.next();
            captured = rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        await().atMost(PATIENCE)
                .until(() -> client.query("/audit/checkpoints/latest")
                                .body()
                                .path("tree_size")
                                .asLong()
                        >= captured);

        assertThat(client.query("/audit/proof?index=0").status()).isEqualTo(200);
        assertThat(client.query("/audit/proof?index=" + (captured - 1)).status())
                .isEqualTo(200);
    }

    @Test
    void lotsAndLineageAreAnswered() {
        assertThat(client.get("/lots/" + LOT).text("tlc")).isEqualTo("(01)09521101001006(10)GR-1102-07");
        assertThat(client.get("/lots/" + LOT + "/lineage").body().get("nodes")).isNotEmpty();
    }

    @Test
    void keyWorksAsBeforeAndHasNoLimits() {
        ApiClient.Answer listed = client.query("/keys");

        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.header("RateLimit-Policy")).isEmpty();
        JsonNode key = listed.body().path("keys").get(0);
        assertThat(key.path("key_id").asString()).isEqualTo("earlier");
        assertThat(key.path("status").asString()).isEqualTo("active");
        assertThat(key.at("/limits/per_minute").isNull()).isTrue();
        assertThat(client.query("/organisations").body().path("organisations")).hasSize(1);
    }

    @Test
    void documentPostedAgainIsKnown() throws IOException {
        ApiClient.Answer again = client.capture(
                Files.readString(Path.of("src/main/resources/samples/1-farms-and-cooler.jsonld"), UTF_8));

        assertThat(again.body().get("duplicateCount").asInt()).isEqualTo(10);
        assertThat(again.body().get("acceptedCount").asInt()).isZero();
    }

    private static void load(Connection connection) throws IOException, SQLException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(ROWS, "*.copy");
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica"); // tables come in any order
            for (Path file : files) {
                String table = file.getFileName().toString().replace(".copy", "");
                statement.execute("delete from " + table); // a row that a migration wrote
                try (BufferedReader rows =
                        new BufferedReader(new InputStreamReader(Files.newInputStream(file), UTF_8))) {
                    String columns = rows.readLine();
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy " + table + " (" + columns + ") from stdin", rows);
                }
                continueSequences(statement, table);
            }
        }
    }

    private static void continueSequences(Statement statement, String table) throws SQLException {
        List<String> serials = new ArrayList<>();
        try (ResultSet columns = statement.executeQuery("""
                select column_name from information_schema.columns
                 where table_name = '%s' and column_default like 'nextval%%'""".formatted(table))) {
            while (columns.next()) serials.add(columns.getString(1));
        }
        for (String serial : serials)
            statement.execute("select setval(pg_get_serial_sequence('%1$s', '%2$s'), max(%2$s)) from %1$s"
                    .formatted(table, serial));
    }
}
