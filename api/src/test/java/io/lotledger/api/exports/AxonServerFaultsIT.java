package io.lotledger.api.exports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.axoniq.axonserver.grpc.event.Event;
import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.axonserver.AxonServerDouble;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Two nodes with their log in Axon Server: nodes are killed, and connections break, before and after a transaction is stored. */
@SuppressWarnings("NullAway.Init") // set before all tests
@FullEffort
class AxonServerFaultsIT {
    private static final String KEY = "ll_faults_0123456789abcdef0123456789";
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int DOCUMENTS = 120;
    private static final int EVENTS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static Path directory;
    private static OwnStorage storage;
    private static AxonServerDouble log;
    private static List<ServerProcess> nodes;

    private final Random random = new Random();

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.start(directory.resolve("storage"));
        log = AxonServerDouble.start();
        nodes = List.of(node("a"), node("b"));
        nodes.forEach(ServerProcess::start);
        awaitBothNodes();
    }

    @AfterAll
    static void stop() throws IOException {
        nodes.forEach(ServerProcess::close);
        log.close();
        storage.close();
        LotledgerServer.delete(directory);
    }

    private static ServerProcess node(String name) {
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.addAll(log.serverSettings());
        settings.addAll(List.of(
                "lotledger.bootstrap.api-key=" + KEY,
                "lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"),
                "lotledger.export.lease=4s",
                "lotledger.export.heartbeat=500ms",
                "lotledger.export.first-backoff=200ms"));
        return new ServerProcess(directory.resolve(name), settings);
    }

    @Test
    void whatIsAcknowledgedIsInTheLogOnceWhateverBreaks() throws Exception {
        long before = captured().size();
        ExecutorService partners = Executors.newFixedThreadPool(4);
        List<Future<?>> posts = new ArrayList<>();
        for (int i = 0; i < DOCUMENTS; i++) {
            int document = i;
            posts.add(partners.submit(() -> post(document)));
        }
        for (int blow = 0; posts.stream().anyMatch(post -> !post.isDone()) && blow < 6; blow++) {
            long reached = captured().size();
            await().atMost(PATIENCE)
                    .until(() -> captured().size() > reached + 3 * EVENTS
                            || posts.stream().allMatch(Future::isDone));
            startThoseThatEnded();
            strike(blow % 3);
        }
        startThoseThatEnded();
        try {
            for (Future<?> post : posts) post.get();
        } catch (ExecutionException e) {
            throw new AssertionError(stories(), e);
        } finally {
            partners.shutdownNow();
        }

        List<Event> captured = captured();
        assertThat(captured.stream().map(Event::getAggregateIdentifier)).doesNotHaveDuplicates();
        assertThat(captured.size() - before).isEqualTo((long) DOCUMENTS * EVENTS);
        Map<String, Long> perCapture = captured.stream()
                .map(event -> JSON.readTree(event.getPayload().getData().toByteArray())
                        .get("captureID")
                        .asString())
                .collect(Collectors.groupingBy(id -> id, Collectors.counting()));
        assertThat(perCapture.values())
                .as("a document is in the log as a whole")
                .allMatch(n -> n % EVENTS == 0);
        await().atMost(PATIENCE).until(() -> projected() == log.events().size());
        nodes.forEach(AxonServerFaultsIT::awaitUp);
    }

    /** Again and again until it is acknowledged, now at one node, now at the other. */
    private void post(int document) {
        String body = document(document);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .until(
                        () -> new ApiClient(url(nodes.get(random.nextInt(2))), KEY).capture(body),
                        answer -> answer.status() == 202
                                && answer.body().get("success").asBoolean());
    }

    private static String document(int document) {
        String events = IntStream.range(0, EVENTS)
                .mapToObj(i -> """
                        {"type":"ObjectEvent","eventID":"urn:uuid:faults-%d-%d","eventTime":"2026-04-17T10:00:00Z",
                         "eventTimeZoneOffset":"+00:00","action":"OBSERVE","bizStep":"storing","quantityList":[
                         {"epcClass":"https://id.gs1.org/01/19521101004004/10/F%d","quantity":%d,"uom":"CS"}]}""".formatted(document, i, document, i + 1))
                .collect(Collectors.joining(","));
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],"type":"EPCISDocument",
                 "schemaVersion":"2.0","creationDate":"2026-04-17T10:00:00Z","epcisBody":{"eventList":[%s]}}""".formatted(events);
    }

    private void strike(int blow) {
        switch (blow) {
            case 0 -> log.loseNextConfirmation();
            case 1 -> {
                ServerProcess node = nodes.get(random.nextInt(2));
                node.kill();
                node.start();
            }
            default -> log.breakConnections();
        }
    }

    /** As the supervisor of a node does: a server that waited for its log in vain has ended. */
    private static void startThoseThatEnded() {
        nodes.stream().filter(node -> !node.isAlive()).forEach(ServerProcess::start);
    }

    @Test
    void withoutTheLogCapturesAreRefusedAtOnceAndHealthSaysWhy() {
        ApiClient client = new ApiClient(url(nodes.get(0)), KEY);
        log.stop();
        try {
            Answer refused = client.capture(document(1_000));
            assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isNotEmpty();
            assertThat(refused.header("Content-Type")).isEqualTo("application/problem+json");

            Answer health = ApiClient.fetch(nodes.get(0).baseUrl().orElseThrow() + "/actuator/health");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.text("status")).isEqualTo("DOWN");
        } finally {
            log.begin();
        }
        await().atMost(PATIENCE).until(() -> client.capture(document(1_000)), answer -> answer.status() == 202);
        awaitUp(nodes.get(0));
    }

    @Test
    void twoNodesMakeOneJobAndEachVerifiesItsWorkbook() throws Exception {
        awaitBothNodes();
        ApiClient client = new ApiClient(url(nodes.get(0)), KEY);
        assertThat(client.capture(ShortChains.document(2)).status()).isEqualTo(202);
        String lot = await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> client.get("/lots?gtin=" + ShortChains.GTIN)
                                .body()
                                .get("lots")
                                .get(0)
                                .get("lot_id")
                                .asString(),
                        id -> !id.isEmpty());
        String path = "/lots/" + lot + "/fda-export?direction=forward";
        ExecutorService clients = Executors.newFixedThreadPool(10);
        List<Callable<String>> asks = IntStream.range(0, 10)
                .<Callable<String>>mapToObj(i -> () ->
                        new ApiClient(url(nodes.get(i % 2)), KEY).get(path).text("job_short_id"))
                .toList();

        Set<String> jobs =
                clients.invokeAll(asks).stream().map(AxonServerFaultsIT::result).collect(Collectors.toSet());
        clients.shutdown();

        assertThat(jobs).hasSize(1);
        String job = jobs.iterator().next();
        await().atMost(PATIENCE).until(() -> client.get("/exports/" + job).text("status"), "delivered"::equals);
        for (ServerProcess node : nodes) {
            assertThat(new ApiClient(url(node), KEY)
                            .get("/exports/" + job + "/verify")
                            .text("verdict"))
                    .isEqualTo("identical");
        }
        assertThat(log.events().stream()
                        .map(event -> event.getPayload().getType())
                        .filter(type -> type.endsWith(".WorkbookDelivered")))
                .hasSize(1);
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Event> captured() {
        return log.events().stream()
                .filter(event -> event.getAggregateType().equals("EpcisEvent"))
                .filter(event -> event.getPayload().getData().toString(UTF_8).contains("urn:uuid:faults-"))
                .toList();
    }

    private static URI url(ServerProcess node) {
        return node.baseUrl().orElseThrow();
    }

    private static void awaitBothNodes() {
        nodes.forEach(AxonServerFaultsIT::awaitUp);
    }

    private static void awaitUp(ServerProcess node) {
        AtomicReference<String> last = new AtomicReference<>("no answer");
        try {
            await().atMost(PATIENCE).ignoreExceptions().until(() -> {
                startThoseThatEnded();
                Answer health = new ApiClient(url(node), KEY).health();
                last.set(health.toString());
                return health.text("status").equals("UP");
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("Health: " + last + "\n" + stories(), e);
        }
    }

    private static String stories() {
        return nodes.stream()
                .map(node -> node.data().getFileName() + (node.isAlive() ? " runs:\n" : " has ended:\n") + node.tail())
                .collect(Collectors.joining("\n"));
    }

    /** How far the slowest of the tables is. */
    private static long projected() throws SQLException {
        try (Connection connection = storage.sql();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select min(position) from projection_position")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
