package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Documents of one event by 1, 8 and 64 clients until each is durable, with the projections at work; in turns with {@link
 * BareCapture}, which is behind the same filters, pool and HTTP server. Medians of the rounds after two that warm up.
 */
class SingleEventBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int WARM_UP = Integer.getInteger("warm", 2);
    private static final double SECONDS = Integer.getInteger("seconds", 8);
    private static final int[] CLIENTS = {1, 8, 64};

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger season = new AtomicInteger();

    private record Figures(double rate, double p50, double p95, double p99) {
        static Figures median(List<Figures> rounds) {
            return new Figures(
                    middle(rounds.stream().map(Figures::rate)),
                    middle(rounds.stream().map(Figures::p50)),
                    middle(rounds.stream().map(Figures::p95)),
                    middle(rounds.stream().map(Figures::p99)));
        }

        private static double middle(Stream<Double> values) {
            List<Double> sorted = values.sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.0f doc/s, p50 %.1f, p95 %.1f, p99 %.1f ms", rate, p50, p95, p99);
        }
    }

    @Test
    void singleEvents() throws Exception {
        ReleaseRatios ratios = new ReleaseRatios();
        Path data = LotledgerServer.newDataDirectory();
        try (LotledgerServer server = LotledgerServer.start(data, BareCapture.class)) {
            ApiKeys keys = server.bean(ApiKeys.class);
            String key = keys.create(keys.organisation("single events"), "bench", Set.of(Role.CAPTURE));
            for (int clients : CLIENTS) {
                List<Figures> ours = new ArrayList<>();
                List<Figures> bare = new ArrayList<>();
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    Figures one = measure(server, key, "/epcis/api/2.0/capture", clients);
                    Figures limit = measure(server, key, BareCapture.PATH, clients);
                    if (round < 0) continue;
                    ours.add(one);
                    bare.add(limit);
                }
                Figures one = Figures.median(ours);
                Figures limit = Figures.median(bare);
                System.out.printf(Locale.ROOT, "%d clients: %s; bare server: %s%n", clients, one, limit);
                ratios.share(
                        "documents-of-1." + (clients == 1 ? "1-client" : clients + "-clients"),
                        one.rate() / limit.rate());
            }
        } finally {
            LotledgerServer.delete(data);
        }
        ratios.check();
    }

    private Figures measure(LotledgerServer server, String key, String path, int clients) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        long began = System.nanoTime();
        long end = began + (long) (SECONDS * 1e9);
        List<Future<List<Double>>> all = new ArrayList<>();
        for (int i = 0; i < clients; i++) all.add(threads.submit(() -> post(server, key, path, end)));
        List<Double> millis = new ArrayList<>();
        for (Future<List<Double>> one : all) millis.addAll(one.get());
        double seconds = (System.nanoTime() - began) / 1e9;
        threads.shutdown();
        millis.sort(null);
        return new Figures(
                millis.size() / seconds,
                millis.get(millis.size() / 2),
                millis.get(millis.size() * 95 / 100),
                millis.get(millis.size() * 99 / 100));
    }

    private List<Double> post(LotledgerServer server, String key, String path, long end) throws Exception {
        List<Double> millis = new ArrayList<>();
        List<String> events = List.of();
        for (int i = 0; System.nanoTime() < end; i++) {
            if (i % 100 == 0) events = SampleEvents.of(season.getAndIncrement(), 100);
            HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
                    .header("X-API-Key", key)
                    .header("Content-Type", "application/ld+json")
                    .POST(HttpRequest.BodyPublishers.ofString(SampleEvents.document(List.of(events.get(i % 100)))))
                    .build();
            long began = System.nanoTime();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            millis.add((System.nanoTime() - began) / 1e6);
            if (answer.statusCode() != 202) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return millis;
    }
}
