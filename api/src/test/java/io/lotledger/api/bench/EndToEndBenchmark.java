package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From the first post until every read model holds the last event: seasons of {@link SupplyChain} in documents of 1000 events by
 * four clients. The limit copies the rows that the server has written into tables with the same indexes. Then documents are
 * posted steadily, and the lag of each read model is sampled.
 */
class EndToEndBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 100_000);
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final String RATES = System.getProperty("rates", "2000,5000,10000");
    private static final int DOCUMENT = 1_000;
    private static final int CLIENTS = 4;

    private final LotledgerServer server = LotledgerServer.shared();
    private final HttpClient http = HttpClient.newHttpClient();
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong postedBytes = new AtomicLong();
    private final Deque<String> made = new ArrayDeque<>();
    private final SupplyChain chain = new SupplyChain(1, made::add);
    private final ReleaseRatios ratios = new ReleaseRatios();
    private final String key;

    EndToEndBenchmark() {
        ApiKeys keys = server.bean(ApiKeys.class);
        key = keys.create(keys.organisation("end to end"), "bench", Set.of(Role.CAPTURE));
    }

    @Test
    void endToEnd() throws Exception {
        post(DOCUMENT * 20L, Double.POSITIVE_INFINITY); // warms up
        awaitCovered();
        long before = posted.get();
        long began = System.nanoTime();
        post(EVENTS, Double.POSITIVE_INFINITY);
        double durable = seconds(began);
        awaitCovered();
        double everywhere = seconds(began);
        long events = posted.get() - before;
        System.out.printf(
                Locale.ROOT,
                "%d events, %d clients: durable %.0f ev/s, in every read model %.0f ev/s%n",
                events,
                CLIENTS,
                events / durable,
                events / everywhere);
        DiskUse.print(jdbc, postedBytes.get());
        double copied = posted.get() / new BareCopy(server.bean(DataSource.class), Path.of("target")).seconds();
        System.out.printf(Locale.ROOT, "bare COPY of the same rows, indexes included: %.0f ev/s%n", copied);
        ratios.share("every-read-model", events / everywhere / copied);
        for (String rate : RATES.split(",")) lag(Integer.parseInt(rate));
        ratios.check();
    }

    private void lag(int rate) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Map<String, List<Double>> lags = new TreeMap<>();
        Thread sampler = new Thread(() -> sample(done, lags), "sampler");
        sampler.start();
        long before = posted.get();
        long began = System.nanoTime();
        post((long) rate * SECONDS, rate);
        double reached = (posted.get() - before) / seconds(began);
        done.set(true);
        sampler.join();
        System.out.printf(
                Locale.ROOT, "%d ev/s asked for, %.0f reached; lag in seconds, p50 / p95 / most:%n", rate, reached);
        lags.forEach((name, all) -> {
            List<Double> sorted = all.stream().sorted().toList();
            System.out.printf(
                    Locale.ROOT,
                    "  %-16s %.2f / %.2f / %.2f%n",
                    name,
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 95 / 100),
                    sorted.get(sorted.size() - 1));
        });
        awaitCovered();
    }

    /** The lag of a read model is the time since the log first was beyond its position. */
    private void sample(AtomicBoolean done, Map<String, List<Double>> lags) {
        TreeMap<Long, Long> heads = new TreeMap<>();
        while (!done.get()) {
            ReadModelPositions now = ReadModelPositions.of(server);
            long at = System.nanoTime();
            heads.putIfAbsent(now.head(), at);
            now.positions().forEach((name, position) -> {
                Map.Entry<Long, Long> beyond = heads.higherEntry(position);
                lags.computeIfAbsent(name, any -> new ArrayList<>())
                        .add(beyond == null ? 0.0 : (at - beyond.getValue()) / 1e9);
            });
            try {
                TimeUnit.MILLISECONDS.sleep(50);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** By all clients, at most at this rate together. */
    private void post(long events, double rate) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        AtomicLong documents = new AtomicLong();
        long began = System.nanoTime();
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            all.add(clients.submit(() -> {
                for (long n = documents.getAndIncrement(); n * DOCUMENT < events; n = documents.getAndIncrement()) {
                    long due = began + (long) (n * DOCUMENT / rate * 1e9);
                    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                    postDocument();
                }
                return null;
            }));
        }
        for (Future<?> one : all) one.get();
        clients.shutdown();
    }

    private void postDocument() throws Exception {
        byte[] document = nextDocument().getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(URI.create(server.baseUrl() + "/epcis/api/2.0/capture"))
                        .header("X-API-Key", key)
                        .header("Content-Type", "application/ld+json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(document))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        posted.addAndGet(DOCUMENT);
        postedBytes.addAndGet(document.length);
    }

    private synchronized String nextDocument() {
        while (made.size() < DOCUMENT) chain.seasons(10);
        List<String> events = new ArrayList<>(DOCUMENT);
        for (int i = 0; i < DOCUMENT; i++) events.add(made.remove());
        return SampleEvents.document(events);
    }

    private void awaitCovered() {
        long head = ReadModelPositions.of(server).head();
        await().atMost(Duration.ofMinutes(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ReadModelPositions.of(server).cover(head));
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
