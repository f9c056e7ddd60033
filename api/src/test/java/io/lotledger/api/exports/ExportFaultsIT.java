package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;
import io.lotledger.api.exports.FaultyProxy.Fault;
import io.lotledger.api.wiring.OwnStorage;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import tools.jackson.databind.JsonNode;

/**
 * Two servers on one PostgreSQL and one S3, and everything that can break does. {@code -Dfaults=100} for a long run,
 * {@code -Dfaults.seed=} for that of another, {@code -Dfaults.axonserver=true} for one with the log in Axon Server.
 */
@SuppressWarnings("NullAway.Init") // set before all tests
@FullEffort
class ExportFaultsIT {
    private static final int EXPORTS = Integer.getInteger("faults", 20);
    private static final long SEED = Long.getLong("faults.seed", System.nanoTime());
    private static final int LOTS = 5;
    private static final String KEY = "ll_faults_0123456789abcdef0123456789";
    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration SETTLE = Duration.ofMinutes(3);

    private static Path directory;
    private static OwnStorage storage;
    private static FaultyProxy s3;
    private static @Nullable AxonServerDouble log;
    private static List<ServerProcess> nodes;
    private static List<String> lots;

    private final Random random = new Random(SEED);
    private final Map<String, Integer> broken = new TreeMap<>();

    /** What can be done to the servers and to what they stand on. */
    private enum Blow {
        KILL,
        KILL_ANOTHER,
        DATABASE_RESTARTS,
        DATABASE_CRASHES,
        S3_AWAY_UNTIL_A_JOB_GIVES_UP,
        S3_CUTS_REQUESTS,
        S3_CUTS_ANSWERS,
        S3_UNAVAILABLE,
        S3_SLOW,
        S3_HANGS
    }

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.start(directory.resolve("storage"));
        s3 = FaultyProxy.to(storage.objectStore().getPort());
        if (Boolean.getBoolean("faults.axonserver")) log = AxonServerDouble.start();
        nodes = List.of(node("a", "16MB"), node("b", "1B")); // what the second stores goes in parts
        nodes.forEach(ServerProcess::start);
        lots = capture();
    }

    @AfterAll
    static void stop() throws IOException {
        nodes.forEach(ServerProcess::close);
        if (log != null) log.close();
        s3.close();
        storage.close();
        LotledgerServer.delete(directory);
    }

    private static ServerProcess node(String name, String multipartFrom) {
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(s3.http()));
        if (log != null) settings.addAll(log.serverSettings());
        settings.addAll(List.of(
                "lotledger.bootstrap.api-key=" + KEY,
                "lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"),
                "lotledger.s3.multipart-from=" + multipartFrom,
                "lotledger.s3.request-timeout=2s",
                "lotledger.export.lease=4s",
                "lotledger.export.heartbeat=500ms",
                "lotledger.export.attempts=3",
                "lotledger.export.first-backoff=200ms",
                "lotledger.export.storage-patience=3s",
                "spring.datasource.hikari.connection-timeout=5000"));
        return new ServerProcess(directory.resolve(name), settings);
    }

    @Test
    void whateverBreaksEveryJobEndsAndNothingIsLostDoubledOrLeftBehind() throws Exception {
        System.out.println("faults: " + EXPORTS + " exports, seed " + SEED);
        List<Blow> deck = deck();
        int asked = 0;
        for (int i = 0; i < deck.size(); i++) {
            int jobs = EXPORTS * (i + 1) / deck.size() - asked;
            int before = random.nextInt(jobs + 1);
            ask(before);
            strike(deck.get(i), jobs - before);
            asked += jobs;
        }

        s3.heal();
        awaitBothNodes();
        List<UUID> jobs = jobsOnceAllHaveEnded();

        assertThat(jobs.size()).isGreaterThanOrEqualTo(EXPORTS);
        Set<String> delivered = new TreeSet<>();
        Map<String, Integer> ends = new TreeMap<>();
        int attempts = 0;
        for (UUID job : jobs) {
            JsonNode state = client().get("/exports/" + ShortUuid.encode(job)).body();
            JsonNode events = history(job);
            assertHistoryIsWhole(job, events);
            boolean failed = state.get("status").asString().equals("failed");
            if (!failed) delivered.addAll(assertDelivered(state, events));
            ends.merge(failed ? reason(state) : "delivered", 1, Integer::sum);
            attempts += state.get("attempts").asInt();
        }
        awaitNothingIsLeftToRemove();
        assertThat(objects()).as("objects in S3").isEqualTo(delivered);
        assertThat(uploads()).as("uploads half done").isZero();
        for (ServerProcess node : nodes)
            assertThat(workFolders(node)).as(node.data().toString()).hasSize(1);
        assertHashChainIsWhole();
        System.out.println(
                "faults: " + jobs.size() + " jobs ended " + ends + " in " + attempts + " attempts, under " + broken);
    }

    /** Killed nodes and a killed PostgreSQL left no entry out of the chain, and none in it twice. */
    private static void assertHashChainIsWhole() {
        Instant now = Instant.now();
        await().atMost(SETTLE).until(() -> {
            try (Connection connection = storage.sql();
                    Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select covered_at from chain_progress")) {
                return row.next()
                        && row.getObject(1, OffsetDateTime.class).toInstant().isAfter(now);
            }
        });
        await().atMost(SETTLE).until(() -> client().create("/audit/checks", "").status() == 202);
        JsonNode check = await().atMost(SETTLE)
                .until(
                        () -> client().query("/audit/checks").body(),
                        last -> last.path("finished_at").isString()
                                && Instant.parse(last.path("started_at").asString())
                                        .isAfter(now));
        assertThat(check.path("faults")).isEmpty();
        assertThat(client().query("/audit/proof?index=0").status()).isEqualTo(200);
    }

    @Test
    void twoNodesAskedAtOnceMakeOneJobAndDeliverItOnce() throws Exception {
        awaitBothNodes();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        String path = "/lots/" + lots.get(0) + "/fda-export?direction=forward&fda_only=true";
        List<Callable<String>> asks = IntStream.range(0, 20)
                .<Callable<String>>mapToObj(i ->
                        () -> new ApiClient(nodes.get(i % 2).baseUrl().orElseThrow(), KEY)
                                .get(path)
                                .text("job_short_id"))
                .toList();

        Set<String> jobs = new LinkedHashSet<>();
        for (var answer : clients.invokeAll(asks)) jobs.add(answer.get());
        clients.shutdown();

        assertThat(jobs).hasSize(1);
        String job = jobs.iterator().next();
        await().atMost(SETTLE)
                .until(() -> client().get("/exports/" + job).text("status").equals("delivered"));
        JsonNode events = history(ShortUuid.decode(job));
        assertHistoryIsWhole(ShortUuid.decode(job), events);
        for (ServerProcess node : nodes) {
            ApiClient.Answer proof =
                    new ApiClient(node.baseUrl().orElseThrow(), KEY).get("/exports/" + job + "/verify");
            assertThat(proof.text("verdict"))
                    .as("%s %s", proof.body(), node.story())
                    .isEqualTo("identical");
        }
    }

    private List<Blow> deck() {
        List<Blow> deck = new ArrayList<>();
        int size = Math.max(Blow.values().length, EXPORTS * 2 / 5);
        while (deck.size() < size) {
            List<Blow> round = new ArrayList<>(List.of(Blow.values()));
            Collections.shuffle(round, random);
            deck.addAll(round);
        }
        return deck.subList(0, size);
    }

    /** @param jobs asked for in the middle of it */
    private void strike(Blow blow, int jobs) throws Exception {
        broken.merge(blow.name().toLowerCase(Locale.ROOT), 1, Integer::sum);
        switch (blow) {
            case KILL, KILL_ANOTHER -> {
                ask(jobs);
                ServerProcess node = nodes.get(random.nextInt(2));
                pause(600);
                node.kill();
                node.start();
            }
            case DATABASE_RESTARTS, DATABASE_CRASHES -> {
                ask(jobs);
                pause(600);
                storage.restartDatabase(blow == Blow.DATABASE_RESTARTS ? "fast" : "immediate");
            }
            case S3_AWAY_UNTIL_A_JOB_GIVES_UP -> {
                s3.fail(Fault.REFUSED);
                long failed = failedJobs();
                ask(jobs + 1);
                await().atMost(SETTLE).until(() -> failedJobs() > failed);
                pause(300); // and a little longer: what it left cannot be removed yet
                s3.heal();
            }
            case S3_CUTS_REQUESTS -> strikeS3(Fault.CUT_REQUEST, jobs);
            case S3_CUTS_ANSWERS -> strikeS3(Fault.CUT_ANSWER, jobs);
            case S3_UNAVAILABLE -> strikeS3(Fault.UNAVAILABLE, jobs);
            case S3_SLOW -> strikeS3(Fault.SLOW, jobs);
            case S3_HANGS -> strikeS3(Fault.HANGING, jobs);
        }
    }

    private static long failedJobs() {
        return count("select count(*) from export_job where status = 'failed'");
    }

    private void ask(int jobs) {
        for (int i = 0; i < jobs; i++) ask();
    }

    private void strikeS3(Fault fault, int jobs) {
        s3.fail(fault);
        ask(jobs);
        pause(2500);
        s3.heal();
    }

    /** How long a fault lasts is part of it. */
    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }

    /** An answer that was lost may leave a second job: the log knows. */
    private void ask() {
        String lot = lots.get(random.nextInt(LOTS));
        String direction = List.of("both", "forward", "backward").get(random.nextInt(3));
        await().atMost(START)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(
                        () -> client().post("/lots/" + lot + "/fda-export?direction=" + direction)
                                .status(),
                        status -> status == 200 || status == 202);
    }

    private static ApiClient client() {
        List<ServerProcess> answering =
                nodes.stream().filter(ExportFaultsIT::answers).collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(answering);
        return new ApiClient(answering.get(0).baseUrl().orElseThrow(), KEY);
    }

    private static void awaitBothNodes() {
        for (ServerProcess node : nodes) await().atMost(START).until(() -> answers(node));
    }

    /** A server that finds no database when it starts ends, and whoever runs it starts it again. */
    private static boolean answers(ServerProcess node) {
        if (node.isAlive()) return node.baseUrl().isPresent();
        assertThat(node.story())
                .as(node.data().toString())
                .containsAnyOf("SQL State", "PSQLException", "JdbcConnection");
        node.start();
        return false;
    }

    /** Five lots of short chains: harvested, packed, on a pallet, shipped and received. */
    private static List<String> capture() {
        await().atMost(START).until(() -> nodes.stream().anyMatch(ExportFaultsIT::answers));
        Answer captured = client().capture(ShortChains.document(LOTS));
        assertThat(captured.status()).as(captured.toString()).isEqualTo(202);
        return await().atMost(START)
                .ignoreExceptions()
                .until(
                        () -> client().get("/lots?gtin=" + ShortChains.GTIN).body().get("lots").values().stream()
                                .map(lot -> lot.get("lot_id").asString())
                                .toList(),
                        found -> found.size() == LOTS);
    }

    private static List<UUID> jobsOnceAllHaveEnded() {
        await().atMost(SETTLE.plusSeconds(EXPORTS))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("select count(*) from export_job where status not in ('pending', 'processing')")
                        >= Math.max(EXPORTS, count("select count(*) from export_job")));
        return uuids("select job_id from export_job order by requested_at, job_id");
    }

    private static void awaitNothingIsLeftToRemove() {
        await().atMost(SETTLE)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> count("select count(*) from scheduled_tasks where task_name = 'export-leftovers'") == 0);
        assertThat(count("select count(*) from export_lease")).isZero();
    }

    private static List<UUID> uuids(String query) {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<UUID> found = new ArrayList<>();
            while (rows.next()) found.add(rows.getObject(1, UUID.class));
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long count(String query) {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode history(UUID job) {
        return client().get("/exports/" + ShortUuid.encode(job) + "/history")
                .body()
                .get("events");
    }

    private static void assertHistoryIsWhole(UUID job, JsonNode events) {
        List<JsonNode> all = events.values().stream().toList();
        assertThat(all.stream().map(event -> event.get("sequence").asInt()))
                .as(job.toString())
                .isEqualTo(IntStream.range(0, all.size()).boxed().toList());
        assertThat(types(all).filter(ENDS::contains)).as(job.toString()).hasSize(1);
        assertThat(types(all).skip(all.size() - 1)).as(job.toString()).containsAnyElementsOf(ENDS);
    }

    private static final Set<String> ENDS = Set.of("WorkbookDelivered", "ExportFailed");

    private static Stream<String> types(List<JsonNode> events) {
        return events.stream().map(event -> event.get("type").asString());
    }

    private static String reason(JsonNode state) {
        assertThat(state.get("failure").get("message").asString()).isNotBlank();
        return state.get("failure").get("code").asString();
    }

    /** Answers the keys of the workbook and of its manifest. */
    private static List<String> assertDelivered(JsonNode state, JsonNode events) throws Exception {
        byte[] file = ApiClient.fetch(state.get("signed_download_url").asString())
                .response()
                .body();
        String sha256 =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
        assertThat(sha256).isEqualTo(state.get("sha256").asString());
        try (Workbook workbook = WorkbookFactory.create(new ByteArrayInputStream(file))) {
            JsonNode rows = state.get("rows");
            assertThat(workbook.getSheet("Shipping").getLastRowNum())
                    .isEqualTo(rows.path("Shipping").asInt());
            assertThat(rows.values().stream().mapToInt(JsonNode::asInt).sum()).isPositive();
        }
        JsonNode delivery = events.get(events.size() - 1).get("payload");
        return List.of(
                delivery.get("objectKey").asString(),
                delivery.get("manifestKey").asString());
    }

    /** Those of jobs. */
    private static Set<String> objects() {
        try (S3Client client = storage.client()) {
            return client
                    .listObjectsV2Paginator(
                            request -> request.bucket(storage.bucket()).prefix("exports/"))
                    .contents()
                    .stream()
                    .map(S3Object::key)
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private static int uploads() {
        try (S3Client client = storage.client()) {
            return client.listMultipartUploads(request -> request.bucket(storage.bucket()))
                    .uploads()
                    .size();
        }
    }

    private static List<Path> workFolders(ServerProcess node) throws IOException {
        try (Stream<Path> folders =
                Files.list(Objects.requireNonNull(node.data().resolve("exports")))) {
            return folders.filter(Files::isDirectory).toList();
        }
    }
}
