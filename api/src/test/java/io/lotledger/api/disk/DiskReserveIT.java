package io.lotledger.api.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.find.SampleChain;
import io.lotledger.api.security.FirstKey;
import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.outage.DiskReserve;
import io.lotledger.projections.processor.ProjectionPositions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import tools.jackson.databind.JsonNode;

/** A disk that runs short: what writes is refused before it writes, reads go on, and all goes on once there is room. */
@SuppressWarnings("NullAway.Init") // set before all tests
class DiskReserveIT {
    private static final long MB = 1 << 20;
    private static final AtomicLong FREE = new AtomicLong(1_000 * MB);
    private static final AtomicLong NANO_TIME = new AtomicLong();

    private static Path directory;
    private static LotledgerServer server;
    private static ApiClient operator;
    private static SampleChain chain;

    static class MovableDisk {
        @Bean
        @Primary
        DiskReserve movableReserve() {
            return new DiskReserve(
                    List.of(Path.of("/data")),
                    200 * MB,
                    place -> new DiskReserve.Space(FREE.get(), 10_000 * MB),
                    NANO_TIME::get);
        }
    }

    @BeforeAll
    static void start() throws Exception {
        directory = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(directory, MovableDisk.class);
        operator = new ApiClient(
                server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());
        chain = new SampleChain(server);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(directory);
    }

    @AfterEach
    void makeRoom() {
        has(1_000);
    }

    /** A second later the server asks its volumes again. */
    private static void has(long megabytes) {
        FREE.set(megabytes * MB);
        NANO_TIME.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(server.bean(DiskReserve.class).isShort()).isEqualTo(megabytes < 200);
    }

    private static String document() {
        return """
                {"@context":["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
                 "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-11-10T00:00:00Z",
                 "epcisBody":{"eventList":[%s]}}""".formatted(event());
    }

    private static String event() {
        return """
                {"type":"ObjectEvent","eventID":"urn:uuid:%s","action":"OBSERVE","bizStep":"storing",
                 "eventTime":"2026-11-10T00:00:00Z","eventTimeZoneOffset":"+00:00",
                 "epcList":["https://id.gs1.org/01/09506000134352/21/1"]}""".formatted(UUID.randomUUID());
    }

    @Test
    void captureIsRefusedBeforeAnythingIsWrittenAndAcceptedOnceThereIsRoom() {
        long head = server.bean(EventLog.class).head();
        String document = document();
        has(150);

        Answer refused = chain.admin.capture(document);
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).isEqualTo("5");
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.text("title")).isEqualTo("The server's disk is short");
        assertThat(refused.text("detail"))
                .contains("150 MB free", "the reserve of 200 MB", "Nothing of this request was stored", "made room");
        assertThat(refused.body().path("free_bytes").asLong()).isEqualTo(150 * MB);
        assertThat(refused.body().path("reserve_bytes").asLong()).isEqualTo(200 * MB);
        assertThat(refused.toString()).doesNotContain("/data"); // the path is for operators
        assertThat(server.bean(EventLog.class).head()).isEqualTo(head);

        has(1_000);
        assertThat(chain.admin.capture(document).status()).isEqualTo(202);
    }

    @Test
    void readsGoOnAndSoDoesWhatFreesRoomOrClosesAccess() {
        String lot = lot();
        String key = operator.create("/keys", """
                        {"name":"to be revoked","roles":["query"]}""").text("key_id");
        has(150);

        assertThat(chain.admin.get("/lots/" + lot).status()).isEqualTo(200);
        assertThat(chain.admin.get("/lots/" + lot + "/lineage").status()).isEqualTo(200);
        assertThat(chain.admin.query("/events?perPage=1").status()).isEqualTo(200);
        assertThat(chain.admin
                        .create("/validate", document(), "Content-Type", "application/ld+json")
                        .status())
                .isEqualTo(200);
        assertThat(operator.delete("/keys/" + key).status()).isEqualTo(204);
        assertThat(operator.create("/projections/find/pause", "").status()).isEqualTo(200);
        assertThat(operator.create("/projections/find/resume", "").status()).isEqualTo(200);
    }

    @Test
    void everythingElseThatWritesIsRefused() {
        String lot = lot();
        has(150);

        assertThat(chain.admin
                        .create(
                                "/events",
                                event().replaceFirst(
                                                "\\{",
                                                "{\"@context\":\"https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld\","),
                                "Content-Type",
                                "application/ld+json")
                        .status())
                .isEqualTo(503);
        Answer export = chain.admin.get("/lots/" + lot + "/fda-export?direction=forward");
        assertThat(export.status()).as(export.toString()).isEqualTo(503);
        assertThat(export.header("Retry-After")).isEqualTo("5");
        assertThat(export.text("title")).isEqualTo("The server's disk is short");
        assertThat(chain.admin
                        .create("/keys", "{\"name\":\"more\",\"roles\":[\"query\"]}")
                        .status())
                .isEqualTo(503);
        assertThat(chain.admin
                        .create("/queries", "{\"name\":\"more\",\"query\":{}}")
                        .status())
                .isEqualTo(503);
        assertThat(chain.admin
                        .create(
                                "/queries/SimpleEventQuery/subscriptions",
                                "{\"dest\":\"https://example.com/hook\",\"stream\":true}")
                        .status())
                .isEqualTo(503);
        for (Answer described : List.of(
                chain.admin.put("/masterdata/locations/9521101000016", "{\"attributes\":{\"name\":\"x\"}}"),
                chain.admin.patch("/masterdata/locations/9521101000016", "{\"attributes\":{\"name\":\"x\"}}")))
            assertThat(described.status()).as(described.toString()).isEqualTo(503);
        assertThat(chain.admin
                        .put(
                                "/intake/profiles/fresh",
                                "{\"name\":\"Fresh\",\"columns\":{\"Pick Date\":\"Harvest Date (mm/dd/yyyy)\"}}")
                        .status())
                .isEqualTo(503);
        assertThat(operator.create("/organisations", "{\"name\":\"more\"}").status())
                .isEqualTo(503);
        assertThat(operator.create("/projections/find/rebuild", "").status()).isEqualTo(503);
        // who has no key learns nothing of the disk
        assertThat(chain.admin.with("unknown").capture(document()).status()).isEqualTo(401);
    }

    @Test
    void requestThatIsRefusedAnywayGetsItsOwnAnswer() {
        long head = server.bean(EventLog.class).head();
        has(150);

        assertThat(chain.admin.put("/capture", document()).status()).isEqualTo(405);
        assertThat(chain.admin
                        .create("/capture", document(), "Content-Type", "text/csv-of-ours")
                        .status())
                .isEqualTo(415);
        Answer cut = chain.admin.capture(document().substring(0, 200));
        assertThat(cut.status()).as(cut.toString()).isEqualTo(400);
        Answer event = chain.admin.create(
                "/events", event().replace("OBSERVE", "LOOK"), "Content-Type", "application/ld+json");
        assertThat(event.status()).as(event.toString()).isEqualTo(400);
        assertThat(chain.admin.create("/keys?nmae=x", "{}").status()).isEqualTo(422);
        assertThat(chain.admin.create("/nothing/here", "{}").status()).isEqualTo(404);
        assertThat(chain.admin.create("/keys", "{\"nmae\":\"x\"}").status()).isEqualTo(422);
        assertThat(chain.admin.create("/keys", "{").status()).isEqualTo(400);
        assertThat(chain.admin
                        .create("/keys", "{}", "Content-Type", "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(chain.admin.patch("/keys/none", "{\"name\":\"x\"}").status()).isEqualTo(404);
        assertThat(chain.admin.create("/keys/none/rotate", "{}").status()).isEqualTo(404);
        assertThat(chain.admin.create("/queries", "{\"name\":\"q\"}").status()).isEqualTo(400);
        assertThat(chain.admin
                        .create("/queries", "{\"name\":\"SimpleEventQuery\",\"query\":{}}")
                        .status())
                .isEqualTo(409);
        assertThat(chain.admin
                        .create("/queries/SimpleEventQuery/subscriptions", "{\"dest\":7}")
                        .status())
                .isEqualTo(400);
        assertThat(chain.admin.create("/queries/none/subscriptions", "{}").status())
                .isEqualTo(404);
        assertThat(chain.admin
                        .put("/masterdata/locations/9521101000016", "{\"attributes\":7}")
                        .status())
                .isEqualTo(422);
        assertThat(chain.admin.patch("/masterdata/products/09521101000016", "[").status())
                .isEqualTo(400);
        assertThat(chain.admin
                        .put("/masterdata/locations/1", "{\"attributes\":{\"name\":\"x\"}}")
                        .status())
                .isEqualTo(422);
        assertThat(chain.admin.put("/intake/profiles/fresh", "{\"unknown\":1}").status())
                .isEqualTo(422);
        assertThat(operator.create("/organisations", "{}").status()).isEqualTo(422);
        assertThat(chain.admin.post("/exports", "{\"tlcs\":7}").status()).isEqualTo(422);
        assertThat(chain.admin.post("/drills", "{\"random\":\"many\"}").status())
                .isEqualTo(422);
        assertThat(server.bean(EventLog.class).head()).isEqualTo(head);
    }

    @Test
    void exportThatWaitsNamesTheDiskAndGoesOnByItself() {
        assertThat(operator.create("/projections/lineage/pause", "").status()).isEqualTo(200);
        assertThat(chain.admin.capture(document()).status()).isEqualTo(202);
        String job = chain.admin.post("/lots/" + lot() + "/fda-export").text("job_short_id");
        has(150);
        try {
            JsonNode waiting = chain.admin.get("/exports/" + job).body().path("waiting");
            assertThat(waiting.path("reason").asString()).isEqualTo("disk");
            assertThat(waiting.path("message").asString())
                    .contains("150 MB are free", "the reserve of 200 MB", "goes on by itself");
        } finally {
            assertThat(operator.create("/projections/lineage/resume", "").status())
                    .isEqualTo(200);
            has(1_000);
        }
        await().until(() -> chain.admin.get("/exports/" + job).text("status").equals("delivered"));
    }

    @Test
    void drillsAreRefusedAndOneThatWaitsGoesOnOnceThereIsRoom() {
        String order = "{\"lots\":[\"" + lot() + "\"]}";
        assertThat(operator.create("/projections/lineage/pause", "").status()).isEqualTo(200);
        assertThat(chain.admin.capture(document()).status()).isEqualTo(202);
        String drill = chain.admin.post("/drills", order).text("drill_id");
        has(150);

        Answer refused = chain.admin.post("/drills", order);
        assertThat(refused.status()).as(refused.toString()).isEqualTo(503);
        assertThat(refused.text("title")).isEqualTo("The server's disk is short");
        assertThat(operator.create("/projections/lineage/resume", "").status()).isEqualTo(200);
        await().during(Duration.ofSeconds(1))
                .until(() -> chain.admin.get("/drills/" + drill).text("status").equals("pending"));
        has(1_000);

        await().until(() -> chain.admin.get("/drills/" + drill).text("status").equals("completed"));
    }

    private static String lot() {
        return chain.admin
                .get("/lots?gtin=19521101004004")
                .body()
                .at("/lots/0/lot_id")
                .asString();
    }

    @Test
    void projectionsPauseAndCatchUpByThemselves() {
        ProjectionPositions positions = server.bean(ProjectionPositions.class);
        assertThat(operator.create("/projections/event-index/pause", "").status())
                .isEqualTo(200);
        assertThat(chain.admin.capture(document()).status()).isEqualTo(202);
        long head = server.bean(EventLog.class).head();

        has(150);
        assertThat(operator.create("/projections/event-index/resume", "").status())
                .isEqualTo(200);
        await().during(Duration.ofSeconds(2)).until(() -> !positions.covers(head));
        has(1_000);

        await().until(() -> positions.covers(head));
    }

    @Test
    void healthAndMetricsShowItAndTheNodeStaysReady() {
        has(150);

        Answer health = operator.health();
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body().at("/status").asString()).isEqualTo("DEGRADED");
        assertThat(health.body().at("/components/disk/status").asString()).isEqualTo("DEGRADED");
        assertThat(health.body().at("/components/disk/details/path").asString()).isEqualTo("/data");
        assertThat(health.body().at("/components/disk/details/free").asString()).isEqualTo("150 MB");
        assertThat(health.body().at("/components/disk/details/reserve").asString())
                .isEqualTo("200 MB");
        assertThat(operator.actuator("/health/readiness").status()).isEqualTo(200);
        assertThat(operator.actuator("/prometheus").text())
                .contains(
                        "lotledger_disk_short 1.0",
                        "lotledger_disk_free_bytes 1.572864E8",
                        "lotledger_disk_reserve_bytes 2.097152E8");

        has(1_000);
        assertThat(operator.health().body().at("/components/disk/status").asString())
                .isEqualTo("UP");
    }

    @Test
    void reserveThatIsLargerThanTheFreeSpaceRefusesFromTheStart() {
        Path another = LotledgerServer.newDataDirectory();
        try (LotledgerServer tight = LotledgerServer.start(another, List.of("lotledger.disk-reserve=1000TB"))) {
            ApiClient first = new ApiClient(
                    tight.baseUrl(), tight.bean(FirstKey.class).generated().orElseThrow());

            assertThat(first.capture(document()).status()).isEqualTo(503);
            assertThat(first.health().body().at("/components/disk/details/path").asString())
                    .startsWith(another.toString());
            assertThat(first.query("/events").status()).isEqualTo(200);
        } finally {
            LotledgerServer.delete(another);
        }
    }
}
