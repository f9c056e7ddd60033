package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One document of 10,000 events over HTTP until it is durable, and until every read model holds it; in turns with its limit,
 * a plain batched insert of the same bytes in one transaction. Medians of the rounds after a first one that warms up.
 */
class CaptureBenchmark {
    private static final int EVENTS = 10_000;
    private static final int ROUNDS = 3;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LotledgerServer server = LotledgerServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void captureAndProjection() throws Exception {
        List<Double> capture = new ArrayList<>();
        List<Double> everywhere = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int round = 0; round <= ROUNDS; round++) {
            List<String> events = SampleEvents.of(round, EVENTS);
            double inserted = insert(events);
            double[] measured = capture(events);
            if (round == 0) continue;
            bare.add(inserted);
            capture.add(measured[0]);
            everywhere.add(measured[1]);
        }
        System.out.printf(
                Locale.ROOT,
                "capture, durable: %.0f ev/s; until in every table: %.0f ev/s; bare batched insert: %.0f ev/s; share %.2f%n",
                median(capture),
                median(everywhere),
                median(bare),
                median(capture) / median(bare));
    }

    private double[] capture(List<String> events) throws Exception {
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE));
        String document = SampleEvents.document(events);
        long began = System.nanoTime();
        HttpResponse<String> posted = http.send(
                request("/capture", key)
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofString(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        double durable = rate(began);
        JsonNode job = JSON.readTree(posted.body());
        if (posted.statusCode() != 202 || !job.path("success").asBoolean())
            throw new IllegalStateException(posted.body());
        String path = "/capture/" + job.path("captureID").asString() + "?perPage=1";
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> JSON.readTree(http.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString())
                                .body())
                        .path("projected")
                        .asBoolean());
        return new double[] {durable, rate(began)};
    }

    private double insert(List<String> events) {
        JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
        jdbc.execute("create table if not exists bare_event (id uuid primary key, document bytea not null)");
        List<Object[]> rows = events.stream()
                .map(event -> new Object[] {UUID.randomUUID(), event.getBytes(java.nio.charset.StandardCharsets.UTF_8)})
                .toList();
        long began = System.nanoTime();
        new TransactionTemplate(server.bean(PlatformTransactionManager.class))
                .executeWithoutResult(
                        status -> jdbc.batchUpdate("insert into bare_event (id, document) values (?, ?)", rows));
        return rate(began);
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }

    private static double rate(long began) {
        return EVENTS / ((System.nanoTime() - began) / 1e9);
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
