package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How long a lot, its lineage and a capture job of 1000 events take to read: on a server at rest, and while clients post
 * documents of 1000 events as fast as they are answered, with the projections at work behind them. One reader, one question
 * after the other.
 */
class ReadsUnderLoadBenchmark {
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final int CLIENTS = Integer.getInteger("clients", 2);
    private static final int DOCUMENT = 1_000;
    private static final int LOTS = 50;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final LotledgerServer server = LotledgerServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final ApiKeys keys = server.bean(ApiKeys.class);
    private final String key =
            keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE, Role.QUERY));
    private final AtomicInteger season = new AtomicInteger();

    @Test
    void reads() throws Exception {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < 10; i++) jobs.add(capture());
        await().atMost(Duration.ofMinutes(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> get(jobs.get(jobs.size() - 1)).path("projected").asBoolean());
        List<String> lots = lots();
        measure("warming up", lots, jobs);
        Map<String, Double> atRest = measure("at rest", lots, jobs);
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger posted = new AtomicInteger();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        List<Future<?>> posting = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            posting.add(clients.submit(() -> {
                while (!done.get()) {
                    capture();
                    posted.addAndGet(DOCUMENT);
                }
                return null;
            }));
        }
        long began = System.nanoTime();
        Map<String, Double> underLoad = measure("under load", lots, jobs);
        double seconds = (System.nanoTime() - began) / 1e9;
        done.set(true);
        for (Future<?> one : posting) one.get();
        clients.shutdown();
        System.out.printf(
                Locale.ROOT, "captured meanwhile by %d clients: %.0f ev/s%n", CLIENTS, posted.get() / seconds);
        ReleaseRatios ratios = new ReleaseRatios();
        underLoad.forEach((what, median) -> ratios.timesLimit(
                "reads-under-load." + what.replace(' ', '-'), median / Objects.requireNonNull(atRest.get(what))));
        ratios.check();
    }

    /** @return median in milliseconds by what is read: of the few reads of a short run, p95 is the longest */
    private Map<String, Double> measure(String title, List<String> lots, List<String> jobs) throws Exception {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        for (int i = 0; System.nanoTime() < end; i++) {
            String lot = "/traceability/lots/" + lots.get(i % lots.size());
            millis.computeIfAbsent("lot", what -> new ArrayList<>()).add(time(lot));
            millis.computeIfAbsent("lineage", what -> new ArrayList<>()).add(time(lot + "/lineage?direction=both"));
            millis.computeIfAbsent("capture job", what -> new ArrayList<>()).add(time(jobs.get(i % jobs.size())));
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        millis.forEach((what, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "%s, %s: p50 %.1f ms, p95 %.1f ms, most %.1f ms (%d reads)%n",
                    title,
                    what,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    sorted.get(sorted.size() - 1),
                    sorted.size());
            medians.put(what, sorted.get(sorted.size() / 2));
        });
        return medians;
    }

    /** Until the whole answer is there; what a client makes of it is not ours. */
    private double time(String path) throws Exception {
        HttpRequest request = request(path).GET().build();
        long began = System.nanoTime();
        text(request);
        return (System.nanoTime() - began) / 1e6;
    }

    /** Posts the next document and answers the path of its job. */
    private String capture() throws Exception {
        String document = SampleEvents.document(SampleEvents.of(season.getAndIncrement(), DOCUMENT));
        JsonNode job = send(request("/capture")
                .header("Content-Type", "application/ld+json")
                .POST(HttpRequest.BodyPublishers.ofString(document)));
        if (!job.path("success").asBoolean()) throw new IllegalStateException(job.toString());
        return "/capture/" + job.path("captureID").asString();
    }

    private List<String> lots() throws Exception {
        List<String> lots = new ArrayList<>();
        for (int i = 0; i < LOTS; i++) {
            String packed = "https://id.gs1.org/01/19521101002003/10/P0-" + i;
            JsonNode found = get("/traceability/lots?class=" + URLEncoder.encode(packed, StandardCharsets.UTF_8));
            lots.add(found.path("lots").get(0).path("lot_id").asString());
        }
        return lots;
    }

    private JsonNode get(String path) throws Exception {
        return send(request(path).GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0" + path))
                .header("X-API-Key", key);
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return JSON.readTree(text(request.build()));
    }

    private String text(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) throw new IllegalStateException(answer.body());
        return answer.body();
    }
}
