package io.lotledger.api.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.capture.CaptureClient.Answer;
import io.lotledger.api.wiring.OwnStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

/** Many partners of one organisation at once, at two nodes on one PostgreSQL: what they post keeps the projections busy. */
class ConcurrentCaptureIT {
    private static final int CLIENTS = 16;
    private static final int PER_CLIENT = 6_250;
    private static final int STEP = PER_CLIENT / 2;
    private static final int DIFFERENT = STEP * (CLIENTS - 1) + PER_CLIENT;

    private final Path data = LotledgerServer.newDataDirectory();

    @AfterEach
    void forget() {
        LotledgerServer.delete(data);
    }

    @Test
    void overlappingDocumentsOfManyClientsEndWithEachEventOnce() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(CLIENTS);
        try (OwnStorage storage = OwnStorage.start(data.resolve("storage"));
                LotledgerServer one = node("one", storage);
                LotledgerServer other = node("other", storage)) {
            CaptureClient partner = new CaptureClient(one);
            List<CaptureClient> nodes = List.of(partner, partner.at(other));
            List<Future<Counts>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                int first = i * STEP;
                int perDocument = i % 2 == 0 ? PER_CLIENT : 250;
                clients.add(pool.submit(() -> post(nodes, first, perDocument)));
            }
            int accepted = 0;
            int duplicate = 0;
            for (Future<Counts> client : clients) {
                Counts counts = client.get();
                assertThat(counts.accepted + counts.duplicate).isEqualTo(PER_CLIENT);
                accepted += counts.accepted;
                duplicate += counts.duplicate;
            }

            assertThat(accepted).isEqualTo(DIFFERENT);
            assertThat(accepted + duplicate).isEqualTo(CLIENTS * PER_CLIENT);
            assertThat(one.bean(JdbcTemplate.class)
                            .queryForObject(
                                    "select count(*) from domain_event where aggregate_type = 'EpcisEvent'",
                                    Integer.class))
                    .isEqualTo(DIFFERENT);
        } finally {
            pool.shutdownNow();
        }
    }

    private LotledgerServer node(String name, OwnStorage storage) {
        List<String> settings = new ArrayList<>(storage.databaseSettings(storage.databasePort()));
        settings.addAll(storage.objectStoreSettings(storage.objectStore()));
        return LotledgerServer.start(data.resolve(name), settings);
    }

    private record Counts(int accepted, int duplicate) {}

    /** One client's range of events, some in one large document, some in many small ones, now at one node, now at the other. */
    private static Counts post(List<CaptureClient> nodes, int first, int perDocument) {
        int accepted = 0;
        int duplicate = 0;
        for (int from = first; from < first + PER_CLIENT; from += perDocument) {
            List<String> events = new ArrayList<>(perDocument);
            for (int lot = from; lot < from + perDocument; lot++) {
                events.add(Documents.shipping("urn:uuid:" + lot, "L" + lot, 1));
            }
            Answer job = nodes.get(from / perDocument % 2).post(Documents.of(events));
            assertThat(job.status()).isEqualTo(202);
            int ofJob = job.json().get("acceptedCount").asInt();
            assertThat(ofJob + job.json().get("duplicateCount").asInt()).isEqualTo(perDocument);
            accepted += ofJob;
            duplicate += perDocument - ofJob;
        }
        return new Counts(accepted, duplicate);
    }
}
