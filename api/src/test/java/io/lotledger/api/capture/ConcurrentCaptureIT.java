package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.Effort;
import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.wiring.OwnStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many partners of one organisation at once, at two nodes on one PostgreSQL: what they post keeps the projections busy. */
class ConcurrentCaptureIT {
    private static final int CLIENTS = 16;

    private final int perClient;
    private final int step;
    private final int different;
    private final Path data = LotledgerServer.newDataDirectory();

    ConcurrentCaptureIT() {
        perClient = perClient();
        step = perClient / 2;
        different = step * (CLIENTS - 1) + perClient;
    }

    int perClient() {
        return Effort.of(125, 6_250);
    }

    /** Where the nodes keep their log, if not in their PostgreSQL. */
    List<String> logSettings() {
        return List.of();
    }

    /** How many events the log has. */
    long captured(LotledgerServer node) {
        return Objects.requireNonNull(node.bean(JdbcTemplate.class)
                .queryForObject("select count(*) from domain_event where aggregate_type = 'EpcisEvent'", Long.class));
    }

    @AfterEach
    void forget() {
        LotledgerServer.delete(data);
    }

    @Test
    void overlappingDocumentsOfManyClientsEndWithEachEventOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (OwnStorage storage = OwnStorage.startMigrated(data.resolve("storage"));
                LotledgerServer one = node("one", storage);
                LotledgerServer other = node("other", storage)) {
            CaptureClient partner = new CaptureClient(one);
            List<CaptureClient> nodes = List.of(partner, partner.at(other));
            List<Future<Counts>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i * step;
                int perDocument = i % 2 == 0 ? perClient : Math.min(250, perClient / 5);
                clients.add(pool.submit(() -> post(nodes, first, perDocument)));
            }
            int accepted = 0;
            int duplicate = 0;
            for (Future<Counts> client : clients) {
                Counts counts = client.get();
                assertThat(counts.accepted + counts.duplicate).isEqualTo(perClient);
                accepted += counts.accepted;
                duplicate += counts.duplicate;
            }

            assertThat(accepted).isEqualTo(different);
            assertThat(accepted + duplicate).isEqualTo(CLIENTS * perClient);
            assertThat(captured(one)).isEqualTo(different);
        } finally {
            pool.shutdownNow();
        }
    }

    private LotledgerServer node(String name, OwnStorage storage) {
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        settings.addAll(logSettings());
        settings.add(
                "lotledger.capture.commit-timeout=5m"); // of a machine with other work: a client would send it again
        return LotledgerServer.start(data.resolve(name), settings);
    }

    private record Counts(int accepted, int duplicate) {}

    /** One client's range of events, some in one large document, some in many small ones, now at one node, now at the other. */
    private Counts post(List<CaptureClient> nodes, int first, int perDocument) {
        int accepted = 0;
        int duplicate = 0;
        for (int from = first; from < first + perClient; from += perDocument) {
            List<String> events = new ArrayList<>(perDocument);
            for (int lot = from; lot < from + perDocument; lot++) {
                events.add(Documents.shipping("urn:uuid:" + lot, "L" + lot, 1));
            }
            Answer job = nodes.get(from / perDocument % 2).post(Documents.of(events));
            assertThat(job.status()).as(job.response().body()).isEqualTo(202);
            int ofJob = job.json().get("acceptedCount").asInt();
            assertThat(ofJob + job.json().get("duplicateCount").asInt()).isEqualTo(perDocument);
            accepted += ofJob;
            duplicate += perDocument - ofJob;
        }
        return new Counts(accepted, duplicate);
    }
}
