package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.FirstKey;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.request.ReadModels;
import io.lotledger.projections.lineage.Lot;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What becomes of jobs with time: workbooks that go, deadlines that are missed, waits that end. Time is moved. */
@SuppressWarnings("NullAway.Init") // set before all tests
class ExportUpkeepIT {
    private static Path data;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static MovableServerClock clock;
    private static UUID organisation;
    private static ApiClient client;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(
                data,
                List.of(
                        "lotledger.export.upkeep=200ms",
                        "lotledger.export.read-models-wait=2s",
                        "lotledger.export.first-backoff=2s"),
                FakeTraces.class,
                MovableServerClock.class);
        traces = server.bean(FakeTraces.class);
        clock = server.bean(MovableServerClock.class);
        ApiKeys keys = server.bean(ApiKeys.class);
        organisation = keys.organisation("Green Fields");
        client = new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private static String export(Lot lot) {
        return "/lots/" + lot.shortId() + "/fda-export";
    }

    private static Answer ended(Lot lot) {
        return await().until(() -> client.get(export(lot)), answer -> answer.status() == 200);
    }

    private static JsonNode job(String id) {
        return client.get("/exports/" + id).body();
    }

    private static JsonNode once(String id, String field) {
        return await().until(
                        () -> job(id),
                        job -> !job.get(field).isNull()
                                && !job.get(field).asString().equals("false"));
    }

    private static List<String> history(String id) {
        return client.get("/exports/" + id + "/history").body().get("events").values().stream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    private static boolean isStored(String key) throws Exception {
        return server.bean(WorkbookStore.class).copy(key, OutputStream.nullOutputStream());
    }

    @Test
    void organisationsOwnRetentionAndLegalHoldDecideWhenItsWorkbooksGo() {
        ApiClient operator = new ApiClient(
                server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());
        Owner held = new Owner("held");
        Owner longer = new Owner("longer");
        Owner usual = new Owner("usual");
        String hold = "{\"legal_hold\":\"FDA 24-117\"}";
        Answer set = operator.patch("/organisations/" + held.id, hold);
        assertThat(set.body().at("/legal_hold/reason").asString()).isEqualTo("FDA 24-117");
        assertThat(operator.patch("/organisations/" + longer.id, "{\"workbook_retention_days\":1000}")
                        .body()
                        .path("workbook_retention_days")
                        .asInt())
                .isEqualTo(1000);
        assertThat(held.job().get("retained_until").isNull()).isTrue();
        assertThat(Instant.parse(longer.job().get("retained_until").asString()))
                .isEqualTo(Instant.parse(longer.job().get("delivered_at").asString())
                        .plus(Duration.ofDays(1000)));

        clock.advance(Duration.ofDays(732));
        usual.awaitExpiry();
        assertThat(held.job().get("expired_at").isNull()).isTrue();
        assertThat(longer.job().get("expired_at").isNull()).isTrue();

        clock.advance(Duration.ofDays(300));
        longer.awaitExpiry();
        assertThat(held.job().get("expired_at").isNull()).isTrue();

        operator.patch("/organisations/" + held.id, "{\"legal_hold\":null}");
        held.awaitExpiry();
        assertThat(operator.query("/audit/keys?organisation_id=" + held.id).text())
                .contains("legal_hold_set", "FDA 24-117", "legal_hold_released");
    }

    @Test
    void retentionBelowTwoYearsAndAHoldWithoutAReasonAreRefused() {
        ApiClient operator = new ApiClient(
                server.baseUrl(), server.bean(FirstKey.class).generated().orElseThrow());
        Answer refused = operator.patch(
                "/organisations/" + organisation, "{\"workbook_retention_days\":730,\"legal_hold\":\" \"}");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("errors")).hasSize(2);
        assertThat(refused.text("detail")).contains("731");
    }

    /** An organisation with one delivered workbook. */
    private static final class Owner {
        private final UUID id;
        private final ApiClient auditor;
        private final String job;

        Owner(String name) {
            ApiKeys keys = server.bean(ApiKeys.class);
            id = keys.organisation(name);
            auditor = new ApiClient(server.baseUrl(), keys.create(id, "test", Set.of(Role.EXPORT, Role.AUDIT)));
            Lot lot = traces.newLot(id);
            job = await().until(() -> auditor.get(export(lot)), answer -> answer.status() == 200)
                    .text("job_short_id");
        }

        JsonNode job() {
            return auditor.get("/exports/" + job).body();
        }

        void awaitExpiry() {
            await().until(() -> !job().get("expired_at").isNull());
        }
    }

    @Test
    void workbookGoesWhenItsRetentionIsOverAndTheNextRequestMakesANewOne() throws Exception {
        Lot lot = traces.newLot(organisation);
        Answer delivered = ended(lot);
        String id = delivered.text("job_short_id");
        String key = "exports/" + organisation + "/" + id + "/1.xlsx";
        JsonNode before = job(id);
        assertThat(Instant.parse(before.get("retained_until").asString()))
                .isEqualTo(Instant.parse(before.get("delivered_at").asString()).plus(Duration.ofDays(731)));
        assertThat(before.get("expired_at").isNull()).isTrue();
        assertThat(isStored(key)).isTrue();
        assertThat(isStored(key + ".manifest.json")).isTrue();

        clock.advance(Duration.ofDays(732));

        JsonNode after = once(id, "expired_at");
        assertThat(after.get("status").asString()).isEqualTo("delivered");
        assertThat(after.get("signed_download_url").isNull()).isTrue();
        assertThat(after.get("sha256")).isEqualTo(before.get("sha256"));
        assertThat(isStored(key)).isFalse();
        assertThat(isStored(key + ".manifest.json")).isFalse();
        assertThat(history(id))
                .containsExactly("ExportRequested", "ProcessingStarted", "WorkbookDelivered", "WorkbookExpired");
        Answer download = client.get("/exports/" + id + "/download");
        assertThat(download.status()).isEqualTo(410);
        assertThat(download.header("Content-Type")).startsWith("application/problem+json");
        assertThat(download.text("detail")).contains(lot.shortId() + "/fda-export makes a new one");
        assertThat(client.get("/exports/" + id + "/manifest").status()).isEqualTo(410);
        assertThat(client.get("/exports/" + id + "/verify").text("stored_file")).isEqualTo("expired");
        assertThat(job(id).get("download_count").asLong()).isZero();
        await().untilAsserted(() -> assertThat(client.get("/exports?lot_id=" + lot.shortId())
                        .body()
                        .get("exports")
                        .get(0)
                        .get("signed_download_url")
                        .isNull())
                .isTrue());
        assertThat(ended(lot).text("job_short_id")).isNotEqualTo(id);
    }

    @Test
    void linkExpiresAndSaysThatTheWorkbookIsGone() throws Exception {
        Lot lot = traces.newLot(organisation);
        String id = ended(lot).text("job_short_id");
        String path = "/traceability/exports/" + id + "/links";
        String week = client.create(path, "{}").text("url");
        assertThat(ApiClient.fetch(week).status()).isEqualTo(200);

        clock.advance(Duration.ofDays(8));
        Answer expired = ApiClient.fetch(week);
        assertThat(expired.status()).isEqualTo(404);
        assertThat(expired.text()).isEqualTo(ApiClient.fetch(week + "x").text());
        assertThat(client.query(path).body().at("/links/0/status").asString()).isEqualTo("expired");

        clock.advance(Duration.ofDays(700));
        String last = client.create(path, "{\"expires_in\": \"P90D\"}").text("url");
        clock.advance(Duration.ofDays(30));
        once(id, "expired_at");
        Answer page = ApiClient.fetch(last);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("The workbook was removed on").doesNotContain("/workbook\"");
        assertThat(ApiClient.fetch(last + "/workbook").status()).isEqualTo(410);
        assertThat(ApiClient.fetch(last + "/manifest").status()).isEqualTo(410);
        assertThat(client.create(path, "{}").status()).isEqualTo(410);
        assertThat(history(id)).doesNotContain("WorkbookDownloaded");
    }

    @Test
    void whoWasKilledBetweenTheObjectsAndTheEventIsFollowedByOneWhoRecordsIt() throws Exception {
        Lot lot = traces.newLot(organisation);
        String id = ended(lot).text("job_short_id");
        String key = "exports/" + organisation + "/" + id + "/1.xlsx";
        WorkbookStore store = server.bean(WorkbookStore.class);
        store.remove(key); // and no further
        assertThat(history(id)).doesNotContain("WorkbookExpired");

        clock.advance(Duration.ofDays(732));

        once(id, "expired_at");
        assertThat(isStored(key + ".manifest.json")).isFalse();
        clock.advance(Duration.ofDays(732));
        Lot later = traces.newLot(organisation);
        String other = ended(later).text("job_short_id");
        clock.advance(Duration.ofDays(732));
        once(other, "expired_at"); // the task has run again since
        assertThat(history(id)).containsOnlyOnce("WorkbookExpired");
    }

    @Test
    void jobThatTakesMoreThanADayIsTellingAndCountedUntilItIsLongAgo() {
        double breaches = metric("lotledger.export.sla.breaches");
        Lot lot = traces.newLot(organisation);
        Lot hopeless = traces.newLot(organisation);
        traces.hold(lot);
        traces.hold(hopeless);
        traces.refuse(hopeless, "trace_too_large", "Too large.");
        String id = client.get(export(lot)).text("job_short_id");
        String failing = client.get(export(hopeless)).text("job_short_id");
        JsonNode young = job(id);
        assertThat(Instant.parse(young.get("due_at").asString()))
                .isEqualTo(Instant.parse(young.get("requested_at").asString()).plus(Duration.ofHours(24)));
        assertThat(young.get("deadline_missed").asBoolean()).isFalse();
        await().until(() ->
                history(id).contains("ProcessingStarted") && history(failing).contains("ProcessingStarted"));

        clock.advance(Duration.ofHours(25));

        assertThat(job(id).get("deadline_missed").asBoolean()).isTrue();
        await().until(() ->
                history(id).contains("DeadlineMissed") && history(failing).contains("DeadlineMissed"));
        clock.advance(Duration.ofSeconds(10)); // past the figures that are kept for some seconds
        assertThat(metric("lotledger.export.sla.breaches")).isEqualTo(breaches + 2);
        assertThat(metric("lotledger.export.sla.clock")).isGreaterThan(24 * 3600);

        traces.letGo(lot);
        traces.letGo(hopeless);
        assertThat(ended(lot).text("status")).isEqualTo("delivered");
        await().until(() -> job(failing).get("status").asString().equals("failed"));
        assertThat(history(id)).containsOnlyOnce("DeadlineMissed").endsWith("WorkbookDelivered");
        assertThat(job(failing).get("deadline_missed").asBoolean()).isTrue();
        await().untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(10));
            assertThat(metric("lotledger.export.sla.clock")).isLessThan(24 * 3600);
            assertThat(metric("lotledger.export.sla.breaches"))
                    .as("one that failed late is a breach too")
                    .isEqualTo(breaches + 2);
            assertThat(metric("lotledger.export.sla.worst")).isGreaterThan(24 * 3600);
        });

        clock.advance(Duration.ofDays(31));
        assertThat(metric("lotledger.export.sla.breaches")).isZero();
        assertThat(metric("lotledger.export.sla.worst")).isLessThan(24 * 3600);
        assertThat(server.bean(MeterRegistry.class)
                        .get("lotledger.export.sla.breaches.ever")
                        .functionCounter()
                        .count())
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void jobWhoseReadModelsNeverComeSaysWhatItWaitsForAndEnds() {
        Lot lot = traces.newLot(organisation);
        traces.readModelsAt(0);
        try {
            String id = client.get(export(lot)).text("job_short_id");
            JsonNode waiting = job(id);
            assertThat(waiting.get("status").asString()).isEqualTo("pending");
            assertThat(waiting.get("waiting").get("reason").asString()).isEqualTo("read_models");
            assertThat(waiting.get("waiting").get("message").asString())
                    .contains("position " + waiting.get("log_position").asLong());

            JsonNode failed = await().until(
                            () -> job(id), job -> job.get("status").asString().equals("failed"));

            assertThat(failed.get("failure").get("code").asString()).isEqualTo("read_models_behind");
            assertThat(failed.get("waiting").isNull()).isTrue();
        } finally {
            traces.readModelsAt(Long.MAX_VALUE);
        }
    }

    @Test
    void aDeadlineThatCouldNotBeAnsweredFiresAgainWithinSeconds() {
        JdbcClient jdbc = server.bean(JdbcClient.class);
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 1);
        String id = client.get(export(lot)).text("job_short_id");
        await().until(() -> history(id).contains("AttemptFailed"));
        assertThat(job(id).get("waiting").get("reason").asString()).isIn("retry", "worker");

        jdbc.sql("alter table export_lease rename to export_lease_away").update();
        try {
            await().until(() -> jdbc.sql(
                                    "select count(*) from scheduled_tasks where task_name = 'AxonDeadline' and consecutive_failures > 0")
                            .query(Long.class)
                            .single()
                    > 0);
        } finally {
            jdbc.sql("alter table export_lease_away rename to export_lease").update();
        }

        assertThat(ended(lot).text("status")).isEqualTo("delivered");
        assertThat(ended(lot).text("job_short_id")).isEqualTo(id);
    }

    @Test
    void listIsReadFromTheLogAgainAsItWas() {
        Lot lot = traces.newLot(organisation);
        ended(lot);
        client.get("/exports/" + ended(lot).text("job_short_id") + "/download");
        Lot refused = traces.newLot(organisation);
        traces.refuse(refused, "trace_too_large", "Too large.");
        ended(refused);
        PooledStreamingEventProcessor list = server.bean(EventProcessingConfiguration.class)
                .eventProcessor("export-jobs", PooledStreamingEventProcessor.class)
                .orElseThrow();
        long head = server.bean(ReadModels.class).head();
        await().until(() -> list.processingStatus().values().stream()
                .allMatch(segment -> segment.getCurrentPosition().orElse(0) >= head));
        assertThat(list.processingStatus())
                .as("one reader, in the order of the log")
                .hasSize(1);
        List<String> before = listed();

        list.shutDown(); // and what V15 does
        JdbcClient jdbc = server.bean(JdbcClient.class);
        jdbc.sql("truncate export_job").update();
        jdbc.sql("delete from token_entry_postgresql where processor_name = 'export-jobs'")
                .update();
        list.start();

        await().until(() -> listed().size() == before.size());
        await().untilAsserted(() -> assertThat(listed()).isEqualTo(before));
    }

    private static List<String> listed() {
        return server.bean(JdbcClient.class)
                .sql("select cast(j as text) from export_job j order by position")
                .query(String.class)
                .list();
    }

    private static double metric(String name) {
        return server.bean(MeterRegistry.class).get(name).gauge().value();
    }
}
