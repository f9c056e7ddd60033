package io.lotledger.api.harddays;

import io.lotledger.api.ApiClient;
import io.lotledger.api.ApiClient.Answer;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Programs that capture, read and ask while servers are killed, and remember what was acknowledged. Half of the captures that get no
 * acknowledgement are sent again until they get one; the others are given up, and are in the ledger wholly or not at all.
 */
final class Partners implements AutoCloseable {
    private final Supplier<List<URI>> nodes;
    private final String key;
    private final long seed;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running = true;

    private final Map<String, SentDocument> acknowledged = new ConcurrentHashMap<>();
    private final Queue<SentDocument> givenUp = new ConcurrentLinkedQueue<>();
    private final Queue<String> exports = new ConcurrentLinkedQueue<>();
    private final Queue<String> drills = new ConcurrentLinkedQueue<>();
    private final Queue<String> links = new ConcurrentLinkedQueue<>();
    private final Queue<String> keys = new ConcurrentLinkedQueue<>();
    private final Map<String, AtomicLong> answers = new ConcurrentSkipListMap<>();
    private final AtomicLong longestAnswer = new AtomicLong();
    private final AtomicLong newestAcknowledgement = new AtomicLong(Long.MIN_VALUE);
    private final Queue<String> unexpected = new ConcurrentLinkedQueue<>();

    /** @param nodes the servers that answer at the moment */
    Partners(Supplier<List<URI>> nodes, String key, long seed) {
        this.nodes = nodes;
        this.key = key;
        this.seed = seed;
    }

    void start(int writers, int readers) {
        for (int i = 0; i < writers; i++) {
            int client = i;
            run("writer-" + i, random -> write(new DocumentSource(client, random), random));
        }
        for (int i = 0; i < readers; i++) run("reader-" + i, this::read);
        run("asker", this::ask);
    }

    /** By captureID. */
    Map<String, SentDocument> acknowledged() {
        return acknowledged;
    }

    /** A document of one shipment that a test captured itself. */
    void acknowledgedElsewhere(String captureID, String eventID) {
        acknowledged.put(captureID, new SentDocument("", List.of(eventID), List.of(), List.of(eventID)));
    }

    /** Never acknowledged, and not sent again. */
    List<SentDocument> givenUp() {
        return List.copyOf(givenUp);
    }

    /** Export jobs whose request was acknowledged. */
    List<String> exports() {
        return List.copyOf(exports);
    }

    List<String> drills() {
        return List.copyOf(drills);
    }

    /** Paths of links to exports. */
    List<String> links() {
        return List.copyOf(links);
    }

    List<String> keys() {
        return List.copyOf(keys);
    }

    /** How many requests ended with which status, or without an answer. */
    Map<String, AtomicLong> answers() {
        return answers;
    }

    /** Neither success nor 503. */
    List<String> unexpected() {
        return List.copyOf(unexpected);
    }

    long longestAnswerMillis() {
        return TimeUnit.NANOSECONDS.toMillis(longestAnswer.get());
    }

    /** Whether a capture that was sent after this {@link System#nanoTime} is acknowledged. */
    boolean isAcknowledgedSince(long nanos) {
        return newestAcknowledgement.get() > nanos;
    }

    /** Returns when each has had its last answer. */
    void stop() {
        running = false;
        for (Thread thread : threads) {
            try {
                thread.join(TimeUnit.MINUTES.toMillis(2));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        stop();
    }

    private interface Work {
        void in(Random random);
    }

    private void run(String name, Work work) {
        Random random = new Random(seed + name.hashCode());
        Thread thread = new Thread(() -> work.in(random), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void write(DocumentSource source, Random random) {
        while (running) {
            SentDocument document = source.next();
            boolean insists = random.nextBoolean();
            boolean done = false;
            do {
                long began = System.nanoTime();
                Optional<Answer> answer = send(random, 202, client -> client.capture(document.body()));
                if (answer.isPresent() && answer.get().status() == 202) {
                    acknowledged.put(answer.get().text("captureID"), document);
                    newestAcknowledgement.accumulateAndGet(began, Math::max);
                    done = true;
                }
                pause(random, 1_000);
            } while (!done && insists && running);
            if (!done) givenUp.add(document);
        }
    }

    private void read(Random random) {
        List<String> paths = List.of(
                "/events?perPage=20",
                "/traceability/lots?gtin=" + DocumentSource.GTIN,
                "/traceability/summary",
                "/capture",
                "/queries");
        while (running) {
            String path = paths.get(random.nextInt(paths.size()));
            send(random, 200, client -> client.query(path));
            pause(random, 600);
        }
    }

    private void ask(Random random) {
        for (int turn = 1; running; turn++) {
            pause(random, 4_000);
            lot(random)
                    .flatMap(lot -> send(random, 202, client -> client.post("/lots/" + lot + "/fda-export")))
                    .map(answer -> answer.text("job_short_id"))
                    .filter(job -> !job.isEmpty())
                    .ifPresent(exports::add);
            if (turn % 4 == 0)
                send(random, 202, client -> client.post("/drills", "{\"random\": 2}"))
                        .filter(answer -> answer.status() == 202)
                        .ifPresent(answer -> drills.add(answer.text("drill_id")));
            if (turn % 5 == 0)
                send(random, 201, client -> client.create("/keys", "{\"name\": \"reader\", \"roles\": [\"query\"]}"))
                        .filter(answer -> answer.status() == 201)
                        .ifPresent(answer -> keys.add(answer.text("api_key")));
            if (turn % 3 == 0) link(random);
        }
    }

    private void link(Random random) {
        List<String> asked = exports();
        if (asked.isEmpty()) return;
        String job = asked.get(random.nextInt(asked.size()));
        Optional<Answer> state = send(random, 200, client -> client.get("/exports/" + job));
        if (state.isEmpty() || !state.get().text("status").equals("delivered")) return;
        send(random, 201, client -> client.create("/traceability/exports/" + job + "/links", "{}"))
                .filter(answer -> answer.status() == 201)
                .ifPresent(answer -> links.add(URI.create(answer.text("url")).getPath()));
    }

    private Optional<String> lot(Random random) {
        return send(random, 200, client -> client.get("/lots?gtin=" + DocumentSource.GTIN))
                .filter(answer -> answer.status() == 200)
                .map(answer -> answer.body().get("lots"))
                .filter(lots -> !lots.isEmpty())
                .map(lots -> choose(lots, random).get("lot_id").asString());
    }

    private static JsonNode choose(JsonNode lots, Random random) {
        return lots.get(random.nextInt(lots.size()));
    }

    private interface Request {
        Answer to(ApiClient client);
    }

    /** Empty without an answer. */
    private Optional<Answer> send(Random random, int expected, Request request) {
        List<URI> answering = nodes.get();
        if (answering.isEmpty()) {
            pause(random, 200);
            return Optional.empty();
        }
        long began = System.nanoTime();
        @Nullable Answer answer = null;
        try {
            answer = request.to(new ApiClient(answering.get(random.nextInt(answering.size())), key));
            int status = answer.status();
            boolean isFine = status == expected || status == 200 || status == 503;
            if (!isFine) unexpected.add(answer.toString());
            count(Integer.toString(status));
        } catch (RuntimeException e) {
            count("none");
        }
        longestAnswer.accumulateAndGet(System.nanoTime() - began, Math::max);
        return Optional.ofNullable(answer);
    }

    private void count(String outcome) {
        answers.computeIfAbsent(outcome, o -> new AtomicLong()).incrementAndGet();
    }

    private static void pause(Random random, int mostMillis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(mostMillis)));
    }
}
