package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.Maker;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import io.lotledger.projections.lineage.Lot;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The lot export, to the letter of its contract, on a real PostgreSQL and a real S3 endpoint. */
@SuppressWarnings("NullAway.Init") // set before all tests
class LotExportIT {
    private static Path data;
    private static LotledgerServer server;
    private static FakeTraces traces;
    private static UUID organisation;
    private static ApiClient client;
    private static ApiClient stranger;

    @BeforeAll
    static void start() {
        data = LotledgerServer.newDataDirectory();
        server = LotledgerServer.start(data, List.of("lotledger.export.first-backoff=200ms"), FakeTraces.class);
        traces = server.bean(FakeTraces.class);
        organisation = server.bean(ApiKeys.class).organisation("Green Fields");
        client = clientOf("Green Fields", Role.EXPORT, Role.AUDIT);
        stranger = clientOf("Others", Role.EXPORT, Role.AUDIT);
    }

    @AfterAll
    static void stop() {
        server.close();
        LotledgerServer.delete(data);
    }

    private static ApiClient clientOf(String organisation, Role... roles) {
        ApiKeys keys = server.bean(ApiKeys.class);
        return new ApiClient(server.baseUrl(), keys.create(keys.organisation(organisation), "test", Set.of(roles)));
    }

    private static String export(Lot lot) {
        return "/lots/" + lot.shortId() + "/fda-export";
    }

    private static Answer delivered(Lot lot) {
        return ended(client, export(lot));
    }

    private static Answer ended(ApiClient client, String path) {
        return await().until(() -> client.get(path), answer -> answer.status() == 200);
    }

    @Test
    void firstRequestIsAcceptedWithThePlaceToLookAndWhenToComeBack() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);

        Answer first = client.get(export(lot));

        assertThat(first.status()).isEqualTo(202);
        assertThat(first.body().propertyNames())
                .containsExactly(
                        "job_short_id",
                        "status",
                        "lot_id",
                        "direction",
                        "format",
                        "requested_at",
                        "signed_download_url");
        assertThat(first.text("job_short_id")).hasSize(22);
        assertThat(first.text("status")).isIn("pending", "processing");
        assertThat(first.text("lot_id")).isEqualTo(lot.shortId());
        assertThat(first.text("direction")).isEqualTo("both");
        assertThat(first.text("format")).isEqualTo("xlsx");
        assertThat(Instant.parse(first.text("requested_at")))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        assertThat(first.text("requested_at")).endsWith("Z");
        assertThat(first.body().get("signed_download_url").isNull()).isTrue();
        assertThat(Integer.parseInt(first.header("Retry-After"))).isPositive();
        assertThat(first.header("Location")).endsWith("/traceability/exports/" + first.text("job_short_id"));
        traces.letGo(lot);
    }

    @Test
    void pollingEndsWithAWorkbookThatOpens() throws Exception {
        Lot lot = traces.newLot(organisation);
        String job = client.get(export(lot)).text("job_short_id");

        Answer last = delivered(lot);

        assertThat(last.text("status")).isEqualTo("delivered");
        assertThat(last.text("job_short_id")).isEqualTo(job);
        assertThat(last.body().size()).isEqualTo(7);
        assertThat(last.header("Retry-After")).isEmpty();
        Answer file = ApiClient.fetch(last.text("signed_download_url"));
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type"))
                .isEqualTo("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        assertThat(file.header("Content-Disposition")).contains("fda-export_09506000134352_ROM-");
        try (Workbook workbook =
                WorkbookFactory.create(new ByteArrayInputStream(file.response().body()))) {
            assertThat(workbook.getSheet("Shipping").getRow(0).getCell(0).getStringCellValue())
                    .isEqualTo(lot.key().uri());
        }
    }

    @Test
    void twentyFirstRequestsAtOnceMakeOneJob() throws Exception {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);

        List<Answer> answers = atOnce(20, () -> client.get(export(lot)));

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(a -> a.text("job_short_id")).collect(Collectors.toSet()))
                .hasSize(1);
        traces.letGo(lot);
        delivered(lot);
        await().untilAsserted(() -> assertThat(jobsOf(lot)).hasSize(1));
    }

    @Test
    void pollingNeverPilesUpJobs() {
        Lot lot = traces.newLot(organisation);
        Answer first = delivered(lot);

        for (int i = 0; i < 10; i++) {
            Answer again = client.get(export(lot));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("job_short_id")).isEqualTo(first.text("job_short_id"));
        }
    }

    @Test
    void eventOfTheTraceCapturedSinceMakesANewJob() {
        Lot lot = traces.newLot(organisation);
        Answer first = delivered(lot);
        traces.change(lot);
        traces.hold(lot); // a worker may be faster than the answer

        Answer next = client.get(export(lot));

        assertThat(next.status()).isEqualTo(202);
        assertThat(next.text("job_short_id")).isNotEqualTo(first.text("job_short_id"));
        traces.letGo(lot);
    }

    @Test
    void eachDirectionIsAJobOfItsOwn() {
        Lot lot = traces.newLot(organisation);

        Set<String> jobs = List.of("forward", "backward", "both").stream()
                .map(direction -> client.get(export(lot) + "?direction=" + direction + "&format=xlsx"))
                .map(answer -> answer.text("job_short_id") + answer.text("direction"))
                .collect(Collectors.toSet());

        assertThat(jobs).hasSize(3);
    }

    @Test
    void postAsksForANewJobWhateverThereIs() {
        Lot lot = traces.newLot(organisation);
        traces.hold(lot);
        Answer first = client.get(export(lot));

        Answer second = client.post(export(lot));

        assertThat(second.status()).isEqualTo(202);
        assertThat(second.text("job_short_id")).isNotEqualTo(first.text("job_short_id"));
        assertThat(client.get(export(lot)).text("job_short_id")).isEqualTo(second.text("job_short_id"));
        traces.letGo(lot);
    }

    @Test
    void headLooksForTheJobAndMakesNone() {
        Lot lot = traces.newLot(organisation);

        assertThat(client.head(export(lot)).status()).isEqualTo(404);
        assertThat(jobsOf(lot)).isEmpty();

        String job = delivered(lot).text("job_short_id");
        Answer there = client.head(export(lot));
        assertThat(there.status()).isEqualTo(200);
        assertThat(there.response().body()).isEmpty();

        traces.change(lot);
        assertThat(client.head(export(lot)).status())
                .as("GET would make a new one")
                .isEqualTo(404);
        await().untilAsserted(() -> assertThat(jobsOf(lot)).containsExactly(job));
    }

    @Test
    void failedJobStandsWithItsReason() {
        Lot lot = traces.newLot(organisation);
        traces.refuse(lot, "trace_too_large", "The trace has more than 1,000,000 lots.");

        Answer failed = ended(client, export(lot));

        assertThat(failed.text("status")).isEqualTo("failed");
        assertThat(failed.body().get("signed_download_url").isNull()).isTrue();
        assertThat(client.get(export(lot)).text("job_short_id")).isEqualTo(failed.text("job_short_id"));
        JsonNode failure =
                client.get("/exports/" + failed.text("job_short_id")).body().get("failure");
        assertThat(failure.get("code").asString()).isEqualTo("trace_too_large");
        assertThat(failure.get("message").asString()).isEqualTo("The trace has more than 1,000,000 lots.");
        Answer download = client.get("/exports/" + failed.text("job_short_id") + "/download");
        assertThat(download.status()).isEqualTo(409);
        assertThat(download.body().get("status").asInt()).isEqualTo(409);
        assertThat(download.text("job_status")).isEqualTo("failed");
        assertThat(download.text("detail")).contains("has no workbook").doesNotContain("Poll");
    }

    @Test
    void attemptThatBreaksIsFollowedByOneThatDelivers() {
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 2);

        Answer last = delivered(lot);

        assertThat(last.text("status")).isEqualTo("delivered");
        assertThat(historyOf(last))
                .containsExactly(
                        "ExportRequested",
                        "ProcessingStarted",
                        "AttemptFailed",
                        "ProcessingStarted",
                        "AttemptFailed",
                        "ProcessingStarted",
                        "WorkbookDelivered");
    }

    @Test
    void jobThatBreaksEachTimeFails() {
        Lot lot = traces.newLot(organisation);
        traces.breakDown(lot, 100);

        Answer last = ended(client, export(lot));

        assertThat(last.text("status")).isEqualTo("failed");
        JsonNode job = client.get("/exports/" + last.text("job_short_id")).body();
        assertThat(job.get("attempts").asInt()).isEqualTo(5);
        assertThat(job.get("failure").get("code").asString()).isEqualTo("rendering_failed");
    }

    @Test
    void linkThatWasTamperedWithIsForbidden() {
        String url = delivered(traces.newLot(organisation)).text("signed_download_url");
        String other = delivered(traces.newLot(organisation)).text("signed_download_url");

        assertThat(ApiClient.fetch(url.replaceFirst("X-Amz-Signature=.{4}", "X-Amz-Signature=0000"))
                        .status())
                .isEqualTo(403);
        assertThat(ApiClient.fetch(pathOf(other) + url.substring(url.indexOf('?')))
                        .status())
                .isEqualTo(403);
        assertThat(ApiClient.fetch(url.replaceFirst("X-Amz-Expires=\\d+", "X-Amz-Expires=604800"))
                        .status())
                .isEqualTo(403);
        assertThat(ApiClient.fetch(pathOf(url)).status()).isEqualTo(403);
    }

    private static String pathOf(String url) {
        return url.substring(0, url.indexOf('?'));
    }

    @Test
    void lotOfAnotherOrganisationIsAsUnknownAsOneThatNeverWas() {
        Lot lot = traces.newLot(organisation);
        String never = ShortUuid.encode(UUID.randomUUID());

        Answer others = stranger.get(export(lot));
        Answer unknown = stranger.get("/lots/" + never + "/fda-export");

        assertThat(others.status()).isEqualTo(404);
        assertThat(unknown.status()).isEqualTo(404);
        assertThat(withoutRequestId(others).replace(lot.shortId(), never))
                .isEqualToIgnoringCase(withoutRequestId(unknown));
    }

    private static String withoutRequestId(Answer answer) {
        return new String(answer.response().body(), StandardCharsets.UTF_8)
                .replaceAll(",\"request_id\":\"[0-9a-f]{32}\"", "");
    }

    @Test
    void jobOfAnotherOrganisationIsAsUnknownAsOneThatNeverWas() {
        String job = delivered(traces.newLot(organisation)).text("job_short_id");

        assertThat(stranger.get("/exports/" + job).status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + job + "/history").status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + job + "/download").status()).isEqualTo(404);
        assertThat(stranger.get("/exports/" + ShortUuid.encode(UUID.randomUUID()))
                        .status())
                .isEqualTo(404);
        assertThat(stranger.get("/exports").body().get("exports").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "short",
                "222222222222222222222",
                "22222222222222222222222",
                "2222222222222222222220",
                "222222222222222222222l",
                "zzzzzzzzzzzzzzzzzzzzzz"
            })
    void idOfWrongLengthOrAlphabetIsUnprocessable(String id) {
        assertThat(client.get("/lots/" + id + "/fda-export").status()).isEqualTo(422);
        assertThat(client.get("/exports/" + id).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({"direction=sideways", "direction=", "direction=BOTH", "format=csv", "format="})
    void unknownDirectionOrFormatIsUnprocessable(String parameter) {
        Lot lot = traces.newLot(organisation);

        assertThat(client.get(export(lot) + "?" + parameter).status()).isEqualTo(422);
        assertThat(client.post(export(lot) + "?" + parameter).status()).isEqualTo(422);
    }

    @Test
    void badIdIsSaidBeforeAnythingIsLookedUp() {
        assertThat(stranger.get("/lots/short/fda-export").status()).isEqualTo(422);
    }

    @Test
    void noKeyIs401AndAKeyWithoutTheRoleIs403() {
        Lot lot = traces.newLot(organisation);

        assertThat(new ApiClient(server.baseUrl(), null).get(export(lot)).status())
                .isEqualTo(401);
        assertThat(new ApiClient(server.baseUrl(), "ll_none_0123456789abcdef0123")
                        .get(export(lot))
                        .status())
                .isEqualTo(401);
        assertThat(clientOf("Green Fields", Role.QUERY).get(export(lot)).status())
                .isEqualTo(403);
    }

    @Test
    void jobTellsAllThatIsKnownOfIt() {
        Lot lot = traces.newLot(organisation);
        String id = delivered(lot).text("job_short_id");

        JsonNode job = client.get("/exports/" + id).body();

        assertThat(job.propertyNames())
                .contains(
                        "job_short_id",
                        "status",
                        "lot_id",
                        "direction",
                        "format",
                        "requested_at",
                        "signed_download_url",
                        "requested_by",
                        "processing_started_at",
                        "delivered_at",
                        "failed_at",
                        "failure",
                        "attempts",
                        "progress",
                        "log_position",
                        "sha256",
                        "size_bytes",
                        "rows",
                        "file_name",
                        "expires_at",
                        "download_count");
        assertThat(job.get("attempts").asInt()).isEqualTo(1);
        assertThat(job.get("rows").get("Shipping").asLong()).isEqualTo(1);
        assertThat(job.get("download_count").asLong()).isZero();
        Answer file = ApiClient.fetch(job.get("signed_download_url").asString());
        assertThat(file.response().body()).hasSize(job.get("size_bytes").asInt());
    }

    @Test
    void downloadLeadsToTheFileAndIsCounted() {
        String id = delivered(traces.newLot(organisation)).text("job_short_id");

        Answer first = client.get("/exports/" + id + "/download");
        Answer second = client.get("/exports/" + id + "/download");

        assertThat(first.status()).isEqualTo(302);
        assertThat(ApiClient.fetch(first.header("Location")).status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(302);
        JsonNode job = client.get("/exports/" + id).body();
        assertThat(ApiClient.fetch(job.get("signed_download_url").asString()).status())
                .isEqualTo(200);
        assertThat(client.get("/exports/" + id).body().get("download_count").asLong())
                .as("of /download, not of the signed URL, which is S3's")
                .isEqualTo(2);
    }

    @Test
    void workbookThatTheFileStoreLostIsGoneAndTheNextRequestMakesANewJob() {
        Lot lot = traces.newLot(organisation);
        String id = delivered(lot).text("job_short_id");
        client.get("/exports/" + id + "/history").body().get("events").forEach(event -> {
            String key = event.at("/payload/objectKey").asString();
            if (!key.isEmpty()) server.bean(WorkbookStore.class).remove(key);
        });

        Answer download = client.get("/exports/" + id + "/download");

        assertThat(download.status()).isEqualTo(410);
        assertThat(download.text("type")).isEqualTo("urn:lotledger:problem:workbook-lost");
        assertThat(download.text("detail")).contains("POST /epcis/api/2.0/traceability/lots/" + lot.shortId());
        assertThat(client.get("/exports/" + id).body().get("download_count").asLong())
                .isZero();
        Answer again = delivered(lot);
        assertThat(again.text("job_short_id")).isNotEqualTo(id);
        assertThat(ApiClient.fetch(again.text("signed_download_url")).status()).isEqualTo(200);
    }

    @Test
    void workbookThatANewerBuildRendersOtherwiseIsSaidToBe() {
        String verify = "/exports/" + delivered(traces.newLot(organisation)).text("job_short_id") + "/verify";
        try {
            traces.upgrade(new Maker("test", "build2"));

            JsonNode found = client.get(verify).body();

            assertThat(found.get("verdict").asString()).isEqualTo("rendered_otherwise");
            assertThat(found.get("message").asString())
                    .contains("delivered by version test, build build1", "now by version test, build build2")
                    .doesNotContain("master data");
            assertThat(found.get("delivered").get("build").asString()).isEqualTo("build1");
            assertThat(found.get("now").get("build").asString()).isEqualTo("build2");

            traces.upgrade(new Maker("test", "build1"));
            assertThat(client.get(verify).text("verdict"))
                    .as("the same build, and another content")
                    .isEqualTo("content_differs");
        } finally {
            traces.downgrade();
        }
    }

    /** As many as there are workers, which are two. */
    @Test
    void verificationsBeyondWhatTheServerCanMakeAreAskedToComeBack() throws Exception {
        Lot lot = traces.newLot(organisation);
        String verify = "/exports/" + delivered(lot).text("job_short_id") + "/verify";
        traces.hold(lot);
        ExecutorService pool = Executors.newFixedThreadPool(2);
        try {
            List<Future<Answer>> busy =
                    List.of(pool.submit(() -> client.get(verify)), pool.submit(() -> client.get(verify)));
            await().until(() -> traces.waiting(lot) == 2);

            Answer refused = client.get(verify);

            assertThat(refused.status()).isEqualTo(503);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isPositive();
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            traces.letGo(lot);
            for (Future<Answer> one : busy) assertThat(one.get().status()).isEqualTo(200);
            assertThat(client.get(verify).status()).isEqualTo(200);
        } finally {
            traces.letGo(lot);
            pool.shutdownNow();
        }
    }

    @Test
    void auditorReplaysTheHistoryToAnyEvent() {
        String id = delivered(traces.newLot(organisation)).text("job_short_id");
        ApiClient auditor = clientOf("Green Fields", Role.AUDIT);

        JsonNode whole = auditor.get("/exports/" + id + "/history").body();
        JsonNode then =
                auditor.get("/exports/" + id + "/history?until_sequence=1").body();

        assertThat(whole.get("events").values().stream()
                        .map(e -> e.get("sequence").asLong()))
                .containsExactly(0L, 1L, 2L);
        assertThat(whole.get("state").get("status").asString()).isEqualTo("delivered");
        assertThat(whole.get("events").get(0).get("payload").get("lot").asString())
                .startsWith("https://id.gs1.org/01/09506000134352/10/ROM-");
        assertThat(whole.get("events").get(0).get("who").asString()).isNotEqualTo("lotledger");
        assertThat(then.get("events").size()).isEqualTo(2);
        assertThat(then.get("state").get("status").asString()).isEqualTo("processing");
        assertThat(auditor.get("/exports/" + id)
                        .body()
                        .get("signed_download_url")
                        .isNull())
                .isTrue();
        assertThat(auditor.get("/exports/" + id + "/download").status()).isEqualTo(403);
    }

    @Test
    void historyIsReadPageByPage() {
        String id = delivered(traces.newLot(organisation)).text("job_short_id");
        String history = "/exports/" + id + "/history";
        JsonNode whole = client.get(history).body();

        assertThat(whole.has("next_page_token"))
                .as("the body of before, member for member")
                .isFalse();
        JsonNode first = client.get(history + "?per_page=2").body();
        assertThat(first.get("events")).hasSize(2);
        assertThat(first.get("state").get("status").asString())
                .as("after all events")
                .isEqualTo("delivered");
        String token = first.path("next_page_token").asString();
        JsonNode last =
                client.get(history + "?per_page=2&next_page_token=" + token).body();
        assertThat(last.get("events").values().stream()
                        .map(e -> e.get("sequence").asLong()))
                .containsExactly(2L);
        assertThat(last.has("next_page_token")).isFalse();
        assertThat(client.get(history + "?next_page_token=bm9uZQ").status()).isEqualTo(422);
    }

    @Test
    void listIsPagedByKeyNewestFirst() {
        ApiClient other = clientOf("Paged", Role.EXPORT);
        UUID paged = server.bean(ApiKeys.class).organisation("Paged");
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Lot lot = traces.newLot(paged);
            asked.add(0, ended(other, export(lot)).text("job_short_id"));
        }
        await().untilAsserted(() -> assertThat(other.get("/exports?status=delivered")
                        .body()
                        .get("exports")
                        .size())
                .isEqualTo(5));

        List<String> listed = walk(other, 2);

        assertThat(listed).containsExactlyElementsOf(asked);
        assertThat(other.get("/exports?status=failed").body().get("exports").size())
                .isZero();
        assertThat(other.get("/exports?from=" + Instant.now().plusSeconds(60))
                        .body()
                        .get("exports")
                        .size())
                .isZero();
        assertThat(other.get("/exports?status=done").status()).isEqualTo(422);
        assertThat(other.get("/exports?next_page_token=no").status()).isEqualTo(422);
    }

    /** Of the list as it is in the end, each walk through its pages has what was there when it began, once and in order. */
    @Test
    void pagesNeitherRepeatNorSkipWhileJobsArrive() throws Exception {
        ApiClient asking = clientOf("Arriving", Role.EXPORT);
        UUID arriving = server.bean(ApiKeys.class).organisation("Arriving");
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<List<String>> walks = new ArrayList<>();
        try {
            List<Future<?>> askers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                askers.add(pool.submit(() -> {
                    for (int n = 0; n < 15; n++) asking.get(export(traces.newLot(arriving)));
                }));
            }
            while (!askers.stream().allMatch(Future::isDone)) walks.add(walk(asking, 2));
            for (Future<?> asker : askers) asker.get();
        } finally {
            pool.shutdownNow();
        }
        await().untilAsserted(() -> assertThat(walk(asking, 500)).hasSize(60));

        List<String> all = walk(asking, 500);
        assertThat(walks.stream().filter(walk -> walk.size() > 2))
                .as("walks of several pages")
                .isNotEmpty();
        for (List<String> walk : walks) {
            if (!walk.isEmpty()) assertThat(walk).isEqualTo(all.subList(all.indexOf(walk.get(0)), all.size()));
        }
    }

    private static List<String> walk(ApiClient client, int perPage) {
        List<String> listed = new ArrayList<>();
        String next = "/exports?per_page=" + perPage;
        while (true) {
            JsonNode page = client.get(next).body();
            page.get("exports")
                    .forEach(job -> listed.add(job.get("job_short_id").asString()));
            if (page.get("next_page_token").isNull()) return listed;
            next = "/exports?per_page=" + perPage + "&next_page_token="
                    + page.get("next_page_token").asString();
        }
    }

    @Test
    void jobWaitsForTheReadModelsAndTellsSo() {
        Lot lot = traces.newLot(organisation);
        traces.readModelsAt(0);
        try {
            String id = client.get(export(lot)).text("job_short_id");

            JsonNode job = client.get("/exports/" + id).body();

            assertThat(job.get("status").asString()).isEqualTo("pending");
            assertThat(job.get("progress").get("total").asLong())
                    .isEqualTo(job.get("log_position").asLong());
        } finally {
            traces.readModelsAt(Long.MAX_VALUE);
        }
        assertThat(delivered(lot).text("status")).isEqualTo("delivered");
    }

    private static List<String> jobsOf(Lot lot) {
        return client.get("/exports?lot_id=" + lot.shortId()).body().get("exports").values().stream()
                .map(job -> job.get("job_short_id").asString())
                .toList();
    }

    private static List<String> historyOf(Answer job) {
        return client.get("/exports/" + job.text("job_short_id") + "/history").body().get("events").values().stream()
                .map(event -> event.get("type").asString())
                .toList();
    }

    private static <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(times);
        try {
            List<T> results = new ArrayList<>();
            List<Callable<T>> calls = java.util.Collections.nCopies(times, call);
            for (Future<T> result : pool.invokeAll(calls)) results.add(result.get());
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
