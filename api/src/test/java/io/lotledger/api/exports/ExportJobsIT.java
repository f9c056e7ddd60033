package io.lotledger.api.exports;

import static io.lotledger.api.exports.FakeExports.ended;
import static io.lotledger.api.exports.FakeExports.export;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.Maker;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What is known of an export job: its file, its verification, its history and its place in the list. */
class ExportJobsIT {
    private final FakeExports exports = FakeExports.shared();
    private final FakeTraces traces = exports.traces;
    private final ApiClient client = exports.client;

    @Test
    void jobTellsAllThatIsKnownOfIt() {
        Lot lot = exports.newLot();
        String id = exports.delivered(lot).text("job_short_id");

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
        String id = exports.delivered(exports.newLot()).text("job_short_id");

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
        Lot lot = exports.newLot();
        String id = exports.delivered(lot).text("job_short_id");
        client.get("/exports/" + id + "/history").body().get("events").forEach(event -> {
            String key = event.at("/payload/objectKey").asString();
            if (!key.isEmpty()) exports.server.bean(WorkbookStore.class).remove(key);
        });

        Answer download = client.get("/exports/" + id + "/download");

        assertThat(download.status()).isEqualTo(410);
        assertThat(download.text("type")).isEqualTo("urn:lotledger:problem:workbook-lost");
        assertThat(download.text("detail")).contains("POST /epcis/api/2.0/traceability/lots/" + lot.shortId());
        assertThat(client.get("/exports/" + id).body().get("download_count").asLong())
                .isZero();
        Answer again = exports.delivered(lot);
        assertThat(again.text("job_short_id")).isNotEqualTo(id);
        assertThat(ApiClient.fetch(again.text("signed_download_url")).status()).isEqualTo(200);
    }

    @Test
    void workbookThatANewerBuildRendersOtherwiseIsSaidToBe() {
        String verify = "/exports/" + exports.delivered(exports.newLot()).text("job_short_id") + "/verify";
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
        Lot lot = exports.newLot();
        String verify = "/exports/" + exports.delivered(lot).text("job_short_id") + "/verify";
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
        String id = exports.delivered(exports.newLot()).text("job_short_id");
        ApiClient auditor = exports.clientOf("Green Fields", Role.AUDIT);

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
        String id = exports.delivered(exports.newLot()).text("job_short_id");
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
        ApiClient other = exports.clientOf("Paged", Role.EXPORT);
        UUID paged = exports.server.bean(ApiKeys.class).organisation("Paged");
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
        ApiClient asking = exports.clientOf("Arriving", Role.EXPORT);
        UUID arriving = exports.server.bean(ApiKeys.class).organisation("Arriving");
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
}
