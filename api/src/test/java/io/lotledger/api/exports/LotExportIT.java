package io.lotledger.api.exports;

import static io.lotledger.api.exports.FakeExports.ended;
import static io.lotledger.api.exports.FakeExports.export;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.projections.lineage.Lot;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The export of a lot from the first request to the workbook, to the letter of its contract, on a real PostgreSQL and a real S3 endpoint. */
class LotExportIT {
    private final FakeExports exports = FakeExports.shared();
    private final FakeTraces traces = exports.traces;
    private final ApiClient client = exports.client;

    @Test
    void firstRequestIsAcceptedWithThePlaceToLookAndWhenToComeBack() {
        Lot lot = exports.newLot();
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
        Lot lot = exports.newLot();
        String job = client.get(export(lot)).text("job_short_id");

        Answer last = exports.delivered(lot);

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
        Lot lot = exports.newLot();
        traces.hold(lot);

        List<Answer> answers = atOnce(20, () -> client.get(export(lot)));

        assertThat(answers).allMatch(answer -> answer.status() == 202);
        assertThat(answers.stream().map(a -> a.text("job_short_id")).collect(Collectors.toSet()))
                .hasSize(1);
        traces.letGo(lot);
        exports.delivered(lot);
        await().untilAsserted(() -> assertThat(jobsOf(lot)).hasSize(1));
    }

    @Test
    void pollingNeverPilesUpJobs() {
        Lot lot = exports.newLot();
        Answer first = exports.delivered(lot);

        for (int i = 0; i < 10; i++) {
            Answer again = client.get(export(lot));
            assertThat(again.status()).isEqualTo(200);
            assertThat(again.text("job_short_id")).isEqualTo(first.text("job_short_id"));
        }
    }

    @Test
    void eventOfTheTraceCapturedSinceMakesANewJob() {
        Lot lot = exports.newLot();
        Answer first = exports.delivered(lot);
        traces.change(lot);
        traces.hold(lot); // a worker may be faster than the answer

        Answer next = client.get(export(lot));

        assertThat(next.status()).isEqualTo(202);
        assertThat(next.text("job_short_id")).isNotEqualTo(first.text("job_short_id"));
        traces.letGo(lot);
    }

    @Test
    void eachDirectionIsAJobOfItsOwn() {
        Lot lot = exports.newLot();

        Set<String> jobs = List.of("forward", "backward", "both").stream()
                .map(direction -> client.get(export(lot) + "?direction=" + direction + "&format=xlsx"))
                .map(answer -> answer.text("job_short_id") + answer.text("direction"))
                .collect(Collectors.toSet());

        assertThat(jobs).hasSize(3);
    }

    @Test
    void postAsksForANewJobWhateverThereIs() {
        Lot lot = exports.newLot();
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
        Lot lot = exports.newLot();

        assertThat(client.head(export(lot)).status()).isEqualTo(404);
        assertThat(jobsOf(lot)).isEmpty();

        String job = exports.delivered(lot).text("job_short_id");
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
        Lot lot = exports.newLot();
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
        Lot lot = exports.newLot();
        traces.breakDown(lot, 2);

        Answer last = exports.delivered(lot);

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
        Lot lot = exports.newLot();
        traces.breakDown(lot, 100);

        Answer last = ended(client, export(lot));

        assertThat(last.text("status")).isEqualTo("failed");
        JsonNode job = client.get("/exports/" + last.text("job_short_id")).body();
        assertThat(job.get("attempts").asInt()).isEqualTo(5);
        assertThat(job.get("failure").get("code").asString()).isEqualTo("rendering_failed");
    }

    @Test
    void jobWaitsForTheReadModelsAndTellsSo() {
        Lot lot = exports.newLot();
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
        assertThat(exports.delivered(lot).text("status")).isEqualTo("delivered");
    }

    @Test
    void linkThatWasTamperedWithIsForbidden() {
        String url = exports.delivered(exports.newLot()).text("signed_download_url");
        String other = exports.delivered(exports.newLot()).text("signed_download_url");

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

    private List<String> jobsOf(Lot lot) {
        return client.get("/exports?lot_id=" + lot.shortId()).body().get("exports").values().stream()
                .map(job -> job.get("job_short_id").asString())
                .toList();
    }

    private List<String> historyOf(Answer job) {
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
