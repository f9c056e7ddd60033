package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.lineage.Lot;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A job ends, whatever becomes of the server that began it. */
@SuppressWarnings("NullAway.Init") // set before each test
class ExportRecoveryIT {
    private Path data;

    @BeforeEach
    void makeDirectory() {
        data = LotledgerServer.newDataDirectory();
    }

    @AfterEach
    void removeDirectory() {
        LotledgerServer.delete(data);
    }

    private LotledgerServer start() {
        return LotledgerServer.start(
                data,
                List.of(
                        "lotledger.export.lease=4s",
                        "lotledger.export.heartbeat=1s",
                        "lotledger.export.link-lifetime=1s"),
                FakeTraces.class);
    }

    @Test
    void jobUnderWayWhenTheServerStoppedIsDeliveredByTheNext() {
        Lot lot;
        String key;
        String job;
        try (LotledgerServer server = start()) {
            ApiKeys keys = server.bean(ApiKeys.class);
            UUID organisation = keys.organisation("Green Fields");
            key = keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT));
            FakeTraces traces = server.bean(FakeTraces.class);
            lot = traces.newLot(organisation);
            traces.hold(lot);
            ApiClient client = new ApiClient(server.baseUrl(), key);
            job = client.get("/lots/" + lot.shortId() + "/fda-export").text("job_short_id");
            await().until(() -> client.get("/exports/" + job).text("status").equals("processing"));
        }

        try (LotledgerServer server = start()) {
            server.bean(FakeTraces.class).add(lot);
            ApiClient client = new ApiClient(server.baseUrl(), key);

            Answer last = await().until(
                            () -> client.get("/lots/" + lot.shortId() + "/fda-export"),
                            answer -> answer.status() == 200);

            assertThat(last.text("status")).isEqualTo("delivered");
            assertThat(last.text("job_short_id")).isEqualTo(job);
            assertThat(client.get("/exports/" + job).body().get("attempts").asInt())
                    .isEqualTo(2);
            String link = last.text("signed_download_url");
            await().until(() -> ApiClient.fetch(link).status() == 403); // it has expired
            assertThat(ApiClient.fetch(client.get("/lots/" + lot.shortId() + "/fda-export")
                                    .text("signed_download_url"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void jobWhoseWorkerWasLostGoesBeforeThoseAskedLater() {
        List<String> settings = List.of(
                "lotledger.export.workers=1",
                "lotledger.export.lease=3s",
                "lotledger.export.heartbeat=500ms",
                "lotledger.export.attempt-limit=8s");
        try (LotledgerServer server = LotledgerServer.start(data, settings, FakeTraces.class)) {
            ApiKeys keys = server.bean(ApiKeys.class);
            UUID organisation = keys.organisation("Green Fields");
            ApiClient client =
                    new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));
            FakeTraces traces = server.bean(FakeTraces.class);
            Lot first = traces.newLot(organisation);
            Lot second = traces.newLot(organisation);
            Lot third = traces.newLot(organisation);
            for (Lot lot : List.of(first, second, third)) {
                traces.hold(lot);
                client.get("/lots/" + lot.shortId() + "/fda-export");
                await().until(() -> traces.waiting(first) == 1);
            }

            await().until(() -> traces.waiting(second) == 1); // the first took longer than its worker may
            await().until(() -> server.bean(JdbcClient.class)
                    .sql("select exists (select from export_lease where attempt = 2 and waiting_since is not null)")
                    .query(Boolean.class)
                    .single());
            traces.letGo(second);
            await().until(() -> traces.waiting(first) + traces.waiting(third) == 1);

            assertThat(traces.waiting(first)).as("renderings of the first job").isEqualTo(1);
            for (Lot lot : List.of(first, third)) {
                traces.letGo(lot);
                await().until(() ->
                        client.get("/lots/" + lot.shortId() + "/fda-export").status() == 200);
            }
        }
    }

    @Test
    @FullEffort
    void livingWorkerKeepsItsAttemptBeyondTheLease() {
        try (LotledgerServer server = start()) {
            ApiKeys keys = server.bean(ApiKeys.class);
            UUID organisation = keys.organisation("Green Fields");
            ApiClient client =
                    new ApiClient(server.baseUrl(), keys.create(organisation, "test", Set.of(Role.EXPORT, Role.AUDIT)));
            FakeTraces traces = server.bean(FakeTraces.class);
            Lot lot = traces.newLot(organisation);
            traces.hold(lot);
            long start = System.nanoTime();
            String job = client.get("/lots/" + lot.shortId() + "/fda-export").text("job_short_id");

            await().until(() ->
                    System.nanoTime() - start > Duration.ofSeconds(10).toNanos());
            traces.letGo(lot);

            await().until(() -> client.get("/exports/" + job).text("status").equals("delivered"));
            assertThat(client.get("/exports/" + job).body().get("attempts").asInt())
                    .isEqualTo(1);
        }
    }
}
