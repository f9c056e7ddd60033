package io.lotledger.api.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.wiring.OwnStorage;
import io.lotledger.ingest.testing.MovableClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Two nodes on one PostgreSQL. The clock of one's machine is hours ahead; later it is hours behind. */
@SuppressWarnings("NullAway.Init") // set before all tests
@FullEffort
class NodeClockIT {
    private static final String KEY = "ll_clocks_0123456789abcdef0123456789abcdef";
    private static final Duration WRONG = Duration.ofHours(13);
    private static final Duration CLOSE = Duration.ofMinutes(2);

    private static Path directory;
    private static OwnStorage storage;
    private static LotledgerServer right;
    private static LotledgerServer wrong;

    /** Of the wrong node's machine. */
    static final class WrongClock implements MachineClock {
        private final MovableClock clock = new MovableClock();

        WrongClock() {
            clock.advance(WRONG);
        }

        @Override
        public Instant instant() {
            return clock.instant();
        }
    }

    @BeforeAll
    static void start() {
        directory = LotledgerServer.newDataDirectory();
        storage = OwnStorage.startMigrated(directory.resolve("storage"));
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.add("lotledger.bootstrap.api-key=" + KEY);
        settings.add("lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"));
        settings.add("spring.datasource.hikari.maximum-pool-size=20");
        right = LotledgerServer.start(directory.resolve("right"), settings);
        wrong = LotledgerServer.start(directory.resolve("wrong"), settings, WrongClock.class);
    }

    @AfterAll
    static void stop() throws IOException {
        wrong.close();
        right.close();
        storage.close();
        LotledgerServer.delete(directory);
    }

    @Test
    void nodeWhoseMachineIsHoursOffWritesTheTimesOfTheOthers() {
        ApiClient here = new ApiClient(right.baseUrl(), KEY);
        ApiClient there = new ApiClient(wrong.baseUrl(), KEY);
        List<Duration> turns = List.of(Duration.ZERO, WRONG.multipliedBy(-2)); // as it started; then it is set back
        for (Duration by : turns) {
            wrong.bean(WrongClock.class).clock.advance(by);
            String lot = "CLOCK" + by.toHours();
            Answer captured = there.capture(document(lot));
            assertThat(captured.status()).as(captured.toString()).isEqualTo(202);
            assertIsNow(there.captureJob(captured.text("captureID")).text("createdAt"));
            String id = await().until(() -> here.get("/lots?tlc=" + lot).body().get("lots"), lots -> !lots.isEmpty())
                    .at("/0/lot_id")
                    .asString();

            String job = there.post("/lots/" + id + "/fda-export").text("job_short_id");
            assertThat(deadlines())
                    .as("deadlines that a node that lives would wait for, if the wrong one died")
                    .allSatisfy(deadline ->
                            assertThat(deadline).isBefore(Instant.now().plus(CLOSE)));
            JsonNode delivered = await().until(
                            () -> here.get("/exports/" + job).body(),
                            state -> state.path("status").asString().equals("delivered"));
            assertIsNow(delivered.path("requested_at").asString());

            String drill = there.post("/drills", "{\"random\": 1}").text("drill_id");
            await().until(() -> here.get("/drills/" + drill).text("status").equals("completed"));

            Answer key = there.create(
                    "/keys",
                    "{\"name\": \"short\", \"roles\": [\"query\"], \"limits\": {\"per_minute\": 20}, \"expires_at\": \""
                            + Instant.now().plus(Duration.ofHours(1)) + "\"}");
            assertThat(key.status()).as(key.toString()).isEqualTo(201);
            assertThat(there.with(key.text("api_key")).get("/lots?q=a").status())
                    .isEqualTo(200);
            Answer counted = here.with(key.text("api_key")).get("/lots?q=a");
            assertThat(counted.status()).isEqualTo(200);
            assertThat(Integer.parseInt(counted.header("RateLimit-Reset"))).isLessThanOrEqualTo(60);

            String token = nextPageToken(there.query("/events?perPage=1"));
            assertThat(here.query("/events?perPage=1&nextPageToken=" + token).status())
                    .isEqualTo(200);
            await().untilAsserted(() ->
                    assertIsNow(here.query("/audit/checkpoints/latest").text("signed_at")));
            await().untilAsserted(() -> assertThat(claims()).isNotEmpty().allSatisfy(NodeClockIT::assertIsNow));
        }
    }

    /** As when the clock of PostgreSQL's machine was set back by hours, and the node that held the work died. */
    @Test
    void workThatWaitsForATimeThatWasSetBackIsDueAtOnce() {
        JdbcClient jdbc = right.bean(JdbcClient.class);
        UUID job = UUID.randomUUID();
        jdbc.sql(
                        "insert into export_lease (job_id, attempt, until) values (:job, 1, clock_timestamp() + interval '13 hours')")
                .param("job", job)
                .update();
        jdbc.sql("update scheduled_tasks set execution_time = execution_time + interval '13 hours' where not picked")
                .update();
        DatabaseClock clock = right.bean(DatabaseClock.class);

        clock.compare(Instant.now().minus(WRONG), Duration.ZERO); // the next comparison shows the right time again

        await().untilAsserted(() -> assertIsNow(clock.instant().toString()));
        assertThat(deadlines())
                .allSatisfy(
                        deadline -> assertThat(deadline).isBefore(Instant.now().plus(CLOSE)));
        assertThat(jdbc.sql("select until <= clock_timestamp() from export_lease where job_id = :job")
                        .param("job", job)
                        .query(Boolean.class)
                        .single())
                .isTrue();
        jdbc.sql("delete from export_lease where job_id = :job")
                .param("job", job)
                .update();
    }

    private static void assertIsNow(String time) {
        assertThat(Duration.between(Instant.parse(time), Instant.now()).abs())
                .as(time)
                .isLessThan(CLOSE);
    }

    /** The check of the log runs once a day. */
    private static List<Instant> deadlines() {
        return right.bean(JdbcClient.class)
                .sql("select execution_time from scheduled_tasks where task_name <> 'ledger-check'")
                .query((row, n) -> row.getTimestamp(1).toInstant())
                .list();
    }

    private static List<String> claims() {
        return right.bean(JdbcClient.class)
                .sql("select claimed_at from token_entry_postgresql where owner is not null")
                .query(String.class)
                .list();
    }

    private static String nextPageToken(Answer page) {
        String link = page.header("Link");
        assertThat(link).contains("nextPageToken=");
        return link.replaceFirst(".*nextPageToken=([^&>]*).*", "$1");
    }

    private static String document(String lot) {
        String events = "";
        for (int i = 0; i < 3; i++) {
            events += (i == 0 ? "" : ",")
                    + """
                    {"type": "ObjectEvent", "action": "%s", "bizStep": "%s", "eventTime": "2026-03-02T0%d:00:00Z",
                     "eventTimeZoneOffset": "-08:00", "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
                     "quantityList": [{"epcClass": "https://id.gs1.org/01/19521101002003/10/%s", "quantity": 1, "uom": "CS"}]}""".formatted(
                            i == 0 ? "ADD" : "OBSERVE",
                            List.of("commissioning", "storing", "shipping").get(i),
                            i,
                            lot);
        }
        return """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [%s]}}""".formatted(events);
    }
}
