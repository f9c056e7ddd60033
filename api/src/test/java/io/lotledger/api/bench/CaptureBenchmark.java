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
    private static final int CHAINS = 2_000;
    private static final int EVENTS = CHAINS * 5;
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
            List<String> events = events(round);
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
        String document = """
                {"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld"], "type": "EPCISDocument",
                 "schemaVersion": "2.0", "creationDate": "2026-01-01T00:00:00Z", "epcisBody": {"eventList": [%s]}}""".formatted(String.join(",", events));
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

    /** Harvest, packing, pallet, shipment, receipt; about 1 KB each. */
    private static List<String> events(int round) {
        List<String> events = new ArrayList<>(EVENTS);
        for (int i = 0; i < CHAINS; i++) {
            String harvest = "https://id.gs1.org/01/09521101001006/10/H" + round + "-" + i;
            String packed = "https://id.gs1.org/01/19521101002000/10/P" + round + "-" + i;
            String pallet = "https://id.gs1.org/00/09521101%09d".formatted(round * CHAINS + i);
            pallet += io.lotledger.ingest.epcis.CheckDigit.of(pallet.substring(pallet.length() - 17));
            events.add(event(1, object("ADD", "creating_class_instance", "\"quantityList\": [" + of(harvest) + "]")));
            events.add(event(
                    2,
                    "\"type\": \"TransformationEvent\", \"bizStep\": \"creating_class_instance\", \"inputQuantityList\": ["
                            + of(harvest) + "], \"outputQuantityList\": [" + of(packed) + "]"));
            events.add(event(
                    3,
                    "\"type\": \"AggregationEvent\", \"action\": \"ADD\", \"bizStep\": \"packing\", \"parentID\": \""
                            + pallet + "\", \"childQuantityList\": [" + of(packed) + "]"));
            events.add(event(4, object("OBSERVE", "shipping", "\"epcList\": [\"" + pallet + "\"]")));
            events.add(event(5, object("OBSERVE", "receiving", "\"epcList\": [\"" + pallet + "\"]")));
        }
        return events;
    }

    private static String object(String action, String bizStep, String what) {
        return "\"type\": \"ObjectEvent\", \"action\": \"" + action + "\", \"bizStep\": \"" + bizStep + "\", " + what;
    }

    private static String of(String epcClass) {
        return "{\"epcClass\": \"" + epcClass + "\", \"quantity\": 100, \"uom\": \"CS\"}";
    }

    private static String event(int hour, String rest) {
        return """
                {%s, "eventID": "urn:uuid:%s", "eventTime": "2026-03-02T0%d:00:00Z", "eventTimeZoneOffset": "-08:00",
                 "disposition": "active", "readPoint": {"id": "https://id.gs1.org/414/9521101000108"},
                 "bizLocation": {"id": "https://id.gs1.org/414/9521101000115"},
                 "bizTransactionList": [{"type": "bol", "bizTransaction": "urn:epcglobal:cbv:bt:9521101000108:BOL-%d"},
                   {"type": "desadv", "bizTransaction": "urn:epcglobal:cbv:bt:9521101000108:ASN-%d"}],
                 "sourceList": [{"type": "location", "source": "https://id.gs1.org/414/9521101000108"}],
                 "destinationList": [{"type": "location", "destination": "https://id.gs1.org/414/9521101000184"}]}""".formatted(rest, UUID.randomUUID(), hour, hour, hour);
    }
}
