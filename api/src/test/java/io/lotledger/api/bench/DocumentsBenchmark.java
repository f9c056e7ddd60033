package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.replay.ProjectionFollowers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Documents of 1000 events, and of one, by one client and by several, until each answer says they are durable; in turns with
 * the limit: the same bytes by plain batched inserts, one transaction per document, by as many threads. First without the
 * projections, which share this machine's cores, then with them. Medians of rounds after one that warms up.
 */
class DocumentsBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final String WAYS = System.getProperty("ways", ".*");
    private static final int WARM_UP = 2;
    private static final int DOCUMENTS = 40;
    private static final int SINGLES = 8_000;

    private final LotledgerServer server = LotledgerServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private int season;

    private enum Way {
        BARE_1000_BY_1(1_000, 1),
        CAPTURE_1000_BY_1(1_000, 1),
        BARE_1000_BY_4(1_000, 4),
        CAPTURE_1000_BY_4(1_000, 4),
        BARE_1_BY_8(1, 8),
        CAPTURE_1_BY_8(1, 8);

        private final int size;
        private final int clients;

        Way(int size, int clients) {
            this.size = size;
            this.clients = clients;
        }
    }

    @Test
    void documents() throws Exception {
        List<EventProcessor> processors = List.copyOf(server.bean(Configuration.class)
                .eventProcessingConfiguration()
                .eventProcessors()
                .values());
        ProjectionFollowers followers = server.bean(ProjectionFollowers.class);
        processors.forEach(EventProcessor::shutDown);
        followers.stop();
        measure("capture alone");
        if (Boolean.getBoolean("alone")) return;
        processors.forEach(EventProcessor::start);
        followers.start();
        measure("projections beside");
        threads.shutdown();
    }

    private void measure(String title) throws Exception {
        server.bean(JdbcTemplate.class)
                .execute("create table if not exists bare_event (id uuid primary key, document bytea not null)");
        Map<Way, List<Double>> rates = new EnumMap<>(Way.class);
        for (int round = -WARM_UP; round <= ROUNDS; round++) {
            for (Way way : Way.values()) {
                if (!way.name().matches(WAYS)) continue;
                double rate = rate(way);
                if (round > 0)
                    rates.computeIfAbsent(way, w -> new ArrayList<>()).add(rate);
            }
        }
        rates.forEach((way, all) -> System.out.printf(
                Locale.ROOT,
                "%s, %s: %.0f ev/s%n",
                title,
                way,
                all.stream().sorted().toList().get(all.size() / 2)));
    }

    private double rate(Way way) throws Exception {
        int documents = way.size == 1 ? SINGLES : DOCUMENTS;
        List<List<String>> sent = new ArrayList<>();
        List<String> events = SampleEvents.of(season++, documents * way.size);
        for (int i = 0; i < documents; i++) sent.add(events.subList(i * way.size, (i + 1) * way.size));
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE));
        List<Callable<Void>> work = new ArrayList<>();
        for (int client = 0; client < way.clients; client++) {
            int first = client;
            List<String> bodies = new ArrayList<>();
            for (int i = first; i < documents; i += way.clients) bodies.add(SampleEvents.document(sent.get(i)));
            work.add(() -> {
                int next = 0;
                for (int i = first; i < documents; i += way.clients) {
                    if (way.name().startsWith("BARE")) insert(sent.get(i));
                    else capture(bodies.get(next++), key);
                }
                return null;
            });
        }
        long began = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(work)) done.get();
        return documents * way.size / ((System.nanoTime() - began) / 1e9);
    }

    private void capture(String document, String key) throws Exception {
        HttpResponse<String> posted = http.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (posted.statusCode() != 202 || !posted.body().contains("\"success\":true")) {
            throw new IllegalStateException(posted.body());
        }
    }

    private void insert(List<String> events) {
        List<Object[]> rows = events.stream()
                .map(event -> new Object[] {UUID.randomUUID(), event.getBytes(StandardCharsets.UTF_8)})
                .toList();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> server.bean(JdbcTemplate.class)
                        .batchUpdate("insert into bare_event (id, document) values (?, ?)", rows));
    }
}
