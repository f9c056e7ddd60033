package io.lotledger.api.harddays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import io.lotledger.api.wiring.OwnStorage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Three nodes on one PostgreSQL and one S3, all of them used. One at a time is killed, and the others go on: with captures, tables,
 * the chain, subscriptions, exports, drills and a rebuild. Then all nodes give the same answers.
 *
 * <p>{@code -Dnodes.kills=} for another number of kills, {@code -Dnodes.seed=} to repeat a run.
 */
class NodesIT {
    private static final int KILLS = Integer.getInteger("nodes.kills", Effort.of(0, 15));
    private static final long SEED = Long.getLong("nodes.seed", System.nanoTime());
    private static final int NODES = 3;
    private static final String KEY = "ll_nodes_0123456789abcdef0123456789abcdef";
    private static final Duration START = Duration.ofMinutes(6);
    private static final int PER_MINUTE = 60;

    private final Random random = new Random(SEED);
    private final Path directory = LotledgerServer.newDataDirectory();
    private final List<ServerProcess> nodes = new ArrayList<>();
    private final Map<String, List<Long>> takenOver = new TreeMap<>();

    @Test
    void otherNodesGoOnWhenOneIsKilledAndAllGiveTheSameAnswers() throws Exception {
        assumeTrue(KILLS > 0, "a walk of mvn -Pfaults verify");
        System.out.println("nodes: " + KILLS + " kills, seed " + SEED);
        try (OwnStorage storage = OwnStorage.start(directory.resolve("storage"));
                Deliveries deliveries = new Deliveries()) {
            for (int i = 0; i < NODES; i++) nodes.add(node(storage, "node-" + i));
            nodes.get(0).start(); // migrates
            deliveries.subscribe(client(nodes.get(0)));
            nodes.subList(1, NODES).forEach(ServerProcess::start);
            nodes.forEach(NodesIT::client);
            try (Partners partners = new Partners(this::answering, KEY, SEED)) {
                partners.start(3, 2);
                await().atMost(START).until(() -> !aLot(client(nodes.get(0))).isEmpty()); // a drill needs one
                for (int kill = 0; kill < KILLS; kill++) {
                    pause(2_000);
                    ServerProcess killed = nodes.get(random.nextInt(NODES));
                    boolean rebuilds = kill % 3 == 0;
                    if (rebuilds) client(killed).create("/projections/" + projection() + "/rebuild", "");
                    killed.kill();
                    awaitOthersTakeOver(partners, deliveries, kill);
                    killed.start();
                    client(killed);
                }
                partners.stop();
                check(storage, partners, deliveries);
            }
        } finally {
            nodes.forEach(ServerProcess::close);
            LotledgerServer.delete(directory);
        }
    }

    private ServerProcess node(OwnStorage storage, String name) {
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.addAll(List.of(
                "lotledger.bootstrap.api-key=" + KEY,
                "lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"),
                "lotledger.subscriptions.allow-private-addresses=true",
                "lotledger.subscriptions.longest-pause=2s",
                "spring.datasource.hikari.maximum-pool-size=14")); // three nodes within PostgreSQL's 64 connections
        return new ServerProcess(directory.resolve(name), "400m", settings);
    }

    private String projection() {
        return List.of("lineage", "cte", "query-index").get(random.nextInt(3));
    }

    private List<URI> answering() {
        return nodes.stream().flatMap(node -> node.baseUrl().stream()).toList();
    }

    /** Each of these was begun after the kill, at a node that lives. */
    private void awaitOthersTakeOver(Partners partners, Deliveries deliveries, int kill) {
        long struck = System.nanoTime();
        await().pollInterval(Duration.ofMillis(10)).until(() -> partners.isAcknowledgedSince(struck));
        note("capture acknowledged", struck);

        ApiClient other = new ApiClient(answering().get(0), KEY);
        String eventID = "urn:event:after:" + kill + ":2"; // a shipment
        Answer captured = other.capture(shipment(eventID));
        assertThat(captured.status()).as(captured.toString()).isEqualTo(202);
        partners.acknowledgedElsewhere(captured.text("captureID"), eventID);
        Answer begun = other.post("/drills", "{\"random\": 1}");
        assertThat(begun.status()).as(begun.toString()).isEqualTo(202);
        String drill = begun.text("drill_id");
        String job = other.post("/lots/" + aLot(other) + "/fda-export").text("job_short_id");

        awaitEach(
                struck,
                Map.of(
                        "event readable",
                                () -> other.query("/events/" + eventID.replace(":", "%3A"))
                                                .status()
                                        == 200,
                        "proof of the event",
                                () -> other.query("/audit/proof?event=" + eventID.replace(":", "%3A"))
                                                .status()
                                        == 200,
                        "event delivered to its subscriber",
                                () -> deliveries.all().contains(eventID),
                        "export delivered",
                                () -> other.get("/exports/" + job)
                                        .text("status")
                                        .equals("delivered"),
                        "drill completed",
                                () -> other.get("/drills/" + drill)
                                        .text("status")
                                        .equals("completed")));
    }

    private static String aLot(ApiClient client) {
        return client.get("/lots?gtin=" + DocumentSource.GTIN)
                .body()
                .at("/lots/0/lot_id")
                .asString("");
    }

    private interface Condition {
        boolean holds();
    }

    private void awaitEach(long since, Map<String, Condition> conditions) {
        Map<String, Condition> open = new TreeMap<>(conditions);
        await().atMost(START).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            open.entrySet().removeIf(one -> {
                boolean holds = one.getValue().holds();
                if (holds) note(one.getKey(), since);
                return holds;
            });
            assertThat(open.keySet()).as("what no other node has taken over").isEmpty();
        });
    }

    private void note(String what, long since) {
        takenOver
                .computeIfAbsent(what, w -> new ArrayList<>())
                .add(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }

    private void check(OwnStorage storage, Partners partners, Deliveries deliveries) {
        ApiClient client = client(nodes.get(0));
        LedgerLaws laws = new LedgerLaws(storage.dataSource(), client);
        await().atMost(START)
                .until(() -> client.query("/projections")
                        .body()
                        .get("projections")
                        .valueStream()
                        .noneMatch(one -> one.at("/rebuild/status").asString().matches("filling|following|finishing")));
        laws.awaitLevel();
        int whole = laws.assertEachEventIsInTheLogOnce(partners);
        int events = partners.acknowledged().values().stream()
                .mapToInt(SentDocument::size)
                .sum();
        System.out.println("nodes: after a kill, until (median and longest of " + KILLS + ", in ms) "
                + takenOver.entrySet().stream()
                        .map(of -> of.getKey() + " " + figures(of.getValue()))
                        .collect(Collectors.joining("; ")));
        System.out.println("nodes: " + partners.acknowledged().size() + " documents with " + events
                + " events acknowledged; "
                + partners.givenUp().size() + " without an acknowledgement, of which " + whole + " are there; answers "
                + partners.answers() + ", longest " + partners.longestAnswerMillis() + " ms");
        assertThat(partners.unexpected())
                .as("answers that are neither success nor 503")
                .isEmpty();
        laws.assertEachCaptureHasItsJob(partners);
        laws.assertEachEventIsInEveryTableOnce();
        laws.assertChainIsWhole();
        int again = laws.assertDelivered(deliveries);
        Map<String, Integer> exports = laws.assertExportsEnded(partners);
        for (ServerProcess node : nodes) laws.assertDrillsLinksAndKeysStand(partners, client(node));
        System.out.println(
                "nodes: " + deliveries.distinct().size() + " shipments delivered, " + again + " of them again; exports "
                        + exports + ", " + partners.drills().size() + " drills");
        assertSameAnswers(partners);
        assertNodesShareALimit(client);
        laws.assertTablesAreWhatARebuildMakesOfTheLog();
        assertSameAnswers(partners);
    }

    private void assertSameAnswers(Partners partners) {
        ApiClient first = client(nodes.get(0));
        String lot = first.get("/lots?gtin=" + DocumentSource.GTIN)
                .body()
                .at("/lots/0/lot_id")
                .asString();
        List<String> paths = new ArrayList<>(List.of(
                "/events?perPage=100&EQ_bizStep=shipping",
                "/events?perPage=50&orderBy=recordTime",
                "/bizSteps",
                "/traceability/lots?gtin=" + DocumentSource.GTIN,
                "/traceability/lots/" + lot,
                "/traceability/lots/" + lot + "/lineage?direction=both",
                "/capture/" + partners.acknowledged().keySet().iterator().next(),
                "/audit/checkpoints/latest",
                "/queries/shipments"));
        partners.exports().stream().limit(3).forEach(job -> paths.add("/traceability/exports/" + job + "/history"));
        for (String path : paths) {
            Answer one = first.query(path);
            assertThat(one.status()).as(path + " " + one).isEqualTo(200);
            for (ServerProcess node : nodes.subList(1, NODES))
                assertThat(withoutTheNode(client(node).query(path), node))
                        .as(path)
                        .isEqualTo(withoutTheNode(one, nodes.get(0)));
        }
    }

    /** Page tokens and times of the answer are new each time. */
    private static String withoutTheNode(Answer answer, ServerProcess node) {
        return answer.text()
                .replace(node.baseUrl().orElseThrow().toString(), "")
                .replaceAll("\"(creationDate|nextPageToken)\" ?: ?\"[^\"]*\"", "");
    }

    /** A node counts some requests before it tells the others: a tenth of the limit, each. */
    private void assertNodesShareALimit(ApiClient client) {
        String key = client.create(
                        "/keys",
                        "{\"name\": \"limited\", \"roles\": [\"query\"], \"limits\": {\"per_minute\": " + PER_MINUTE
                                + "}}")
                .text("api_key");
        long began = System.nanoTime();
        int[] admitted = new int[NODES];
        for (int i = 0; i < 3 * PER_MINUTE; i++) {
            int status = client(nodes.get(i % NODES))
                    .with(key)
                    .query("/events?perPage=1")
                    .status();
            assertThat(status).isIn(200, 429);
            if (status == 200) admitted[i % NODES]++;
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        System.out.println("nodes: a key with " + PER_MINUTE + " requests per minute got " + Arrays.toString(admitted)
                + " in " + seconds + " s");
        long refilled = PER_MINUTE * (seconds + 1) / 60;
        assertThat(Arrays.stream(admitted).sum())
                .isBetween(PER_MINUTE, (int) (PER_MINUTE + refilled + NODES * PER_MINUTE / 10));
    }

    private static String shipment(String eventID) {
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [
                 {"type": "ObjectEvent", "action": "OBSERVE", "bizStep": "shipping", "eventID": "%s",
                  "eventTime": "2026-03-02T04:00:00Z", "eventTimeZoneOffset": "-08:00",
                  "quantityList": [{"epcClass": "https://id.gs1.org/01/%s/10/AFTER", "quantity": 1, "uom": "CS"}]}]}}""".formatted(eventID, DocumentSource.GTIN);
    }

    private static String figures(List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        return sorted.get(sorted.size() / 2) + " and " + sorted.get(sorted.size() - 1);
    }

    /** Once the node answers. */
    private static ApiClient client(ServerProcess node) {
        URI url =
                await().atMost(START).until(node::baseUrl, Optional::isPresent).orElseThrow();
        return new ApiClient(url, KEY);
    }

    private void pause(int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
