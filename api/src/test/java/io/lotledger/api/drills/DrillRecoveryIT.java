package io.lotledger.api.drills;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import io.lotledger.api.FullEffort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.exports.ServerProcess;
import io.lotledger.api.wiring.OwnStorage;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Two nodes on one database: a drill ends when the node that works on it is killed, and a link is the same on both. */
class DrillRecoveryIT {
    private static final String KEY = "ll_drills_0123456789abcdef0123456789";
    private static final Duration START = Duration.ofMinutes(3);
    private static final int DRILLS = 8;

    private final Path directory = LotledgerServer.newDataDirectory();
    private final List<ServerProcess> nodes = new ArrayList<>();
    private @Nullable OwnStorage storage;

    @AfterEach
    void stop() throws IOException {
        nodes.forEach(ServerProcess::close);
        if (storage != null) storage.close();
        LotledgerServer.delete(directory);
    }

    private ServerProcess node(OwnStorage shared, String name) {
        List<String> settings = new ArrayList<>(shared.databaseSettings(shared.databasePort()));
        settings.addAll(shared.objectStoreSettings(shared.objectStore()));
        settings.add("lotledger.bootstrap.api-key=" + KEY);
        settings.add("lotledger.manifest.key-file=" + directory.resolve("manifest-key.pem"));
        ServerProcess node = new ServerProcess(directory.resolve(name), "400m", settings);
        node.start();
        nodes.add(node);
        return node;
    }

    private static ApiClient client(ServerProcess node) {
        URI url =
                await().atMost(START).until(node::baseUrl, Optional::isPresent).orElseThrow();
        return new ApiClient(url, KEY);
    }

    @Test
    @FullEffort
    void drillsGoOnWhenTheirNodeIsKilledAndALinkIsTheSameOnEveryNode() throws Exception {
        OwnStorage shared = OwnStorage.startMigrated(directory.resolve("storage"));
        storage = shared;
        ServerProcess first = node(shared, "a");
        ApiClient a = client(first);
        for (String sample : List.of("1-farms-and-cooler", "2-packer", "4-distribution-and-stores")) {
            try (InputStream in = LotledgerServer.class.getResourceAsStream("/samples/" + sample + ".jsonld")) {
                assertThat(a.capture(new String(Objects.requireNonNull(in).readAllBytes(), UTF_8))
                                .status())
                        .isEqualTo(202);
            }
        }
        await().until(() -> !a.get("/lots?tlc=HFK308-2").body().get("lots").isEmpty());
        List<String> drills = new ArrayList<>();
        for (int i = 0; i < DRILLS; i++) {
            Answer started = a.post("/drills", "{\"random\": 3}");
            assertThat(started.status()).isEqualTo(202);
            drills.add(started.text("drill_id"));
        }
        await().pollInterval(Duration.ofMillis(5))
                .until(() -> a.get("/drills/" + drills.get(1)).text("status").equals("processing"));
        first.kill();

        ApiClient b = client(node(shared, "b"));
        int again = 0;
        for (String drill : drills) {
            JsonNode ended = await().atMost(START)
                    .until(
                            () -> b.get("/drills/" + drill).body(),
                            body -> !body.get("ended_at").isNull());
            assertThat(ended.get("status").asString()).as(ended.toString()).isEqualTo("completed");
            assertThat(ended.get("events")
                            .valueStream()
                            .filter(event -> event.get("type").asString().equals("DrillCompleted")))
                    .hasSize(1);
            assertThat(ApiClient.fetch(ended.at("/file/signed_download_url").asString())
                            .status())
                    .isEqualTo(200);
            if (ended.get("attempts").asInt() > 1) again++;
        }
        System.out.println("drills: " + DRILLS + ", begun again after the kill: " + again);
        assertThat(again).as("the one that was under way").isPositive();

        String lot = b.get("/lots?tlc=HFK308-2").body().at("/lots/0/lot_id").asString();
        String job = await().until(
                        () -> b.get("/lots/" + lot + "/fda-export"),
                        answer -> answer.text("status").equals("delivered"))
                .text("job_short_id");
        Answer made = b.create("/traceability/exports/" + job + "/links", "{}");
        first.start();
        client(first);
        String path = URI.create(made.text("url")).getPath();
        String other = first.baseUrl().orElseThrow() + path;
        assertThat(ApiClient.fetch(other).status()).as("made on the other node").isEqualTo(200);
        assertThat(ApiClient.fetch(other + "/workbook").status()).isEqualTo(200);
        assertThat(b.delete("/traceability/exports/" + job + "/links/" + made.text("link_id"))
                        .status())
                .isEqualTo(204);
        assertThat(ApiClient.fetch(other).status())
                .as("revoked on the other node")
                .isEqualTo(404);
    }
}
