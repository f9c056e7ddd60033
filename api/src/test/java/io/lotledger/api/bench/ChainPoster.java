package io.lotledger.api.bench;

import static org.awaitility.Awaitility.await;

import io.lotledger.api.LotledgerServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Four clients that post seasons of {@link SupplyChain} in documents of 1000 events. */
final class ChainPoster {
    static final int CLIENTS = 4;
    static final int DOCUMENT = 1_000;

    private final LotledgerServer server;
    private final String key;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicLong posted = new AtomicLong();
    private final AtomicLong postedBytes = new AtomicLong();
    private final Deque<String> made = new ArrayDeque<>();
    private final SupplyChain chain = new SupplyChain(1, made::add);

    /** @param key may capture */
    ChainPoster(LotledgerServer server, String key) {
        this.server = server;
        this.key = key;
    }

    /** How many events were acknowledged. */
    long posted() {
        return posted.get();
    }

    long postedBytes() {
        return postedBytes.get();
    }

    /** By all clients, at most at this rate together. */
    void post(long events, double rate) throws Exception {
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

    /** Until every read model holds what the log has now. */
    void awaitCovered() {
        awaitCovered(Set.of());
    }

    /** @param paused read models that nobody waits for */
    void awaitCovered(Set<String> paused) {
        long head = ReadModelPositions.of(server).head();
        await().atMost(Duration.ofHours(6))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ReadModelPositions.of(server).without(paused).cover(head));
    }
}
