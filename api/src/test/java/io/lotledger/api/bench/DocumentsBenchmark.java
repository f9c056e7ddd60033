package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.ingest.epcis.identifier.Uuids;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.processor.ProjectionFollowers;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.axonframework.config.Configuration;
import org.axonframework.eventhandling.EventProcessor;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Documents of 1000 events, and of one, by one client and by several, until each answer says they are durable; in turns with
 * two limits, plain batched inserts by as many threads, one transaction per document: of the same bytes under a UUID, and of
 * the rows the log keeps of them, with its columns and its indexes. First without the projections, which share this machine's
 * cores, then with them. Medians of rounds after some that warm up, and who used the processors meanwhile.
 */
class DocumentsBenchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 5);
    private static final String WAYS = System.getProperty("ways", ".*");
    private static final int WARM_UP = Integer.getInteger("warm", 2);
    private static final int DOCUMENTS = 40;
    private static final String ALONE = "capture alone";
    private static final int SINGLES = 8_000;

    static {
        System.setProperty("http.maxConnections", "8"); // kept alive: one for each client
    }

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcTemplate jdbc = server.bean(JdbcTemplate.class);
    private final AtomicInteger clients = new AtomicInteger();
    private final ExecutorService threads =
            Executors.newFixedThreadPool(8, work -> new Thread(work, "bench-" + clients.incrementAndGet()));
    private int season;

    private enum Way {
        BARE_1000_BY_1(1_000, 1),
        LOG_ROWS_1000_BY_1(1_000, 1),
        CAPTURE_1000_BY_1(1_000, 1),
        BARE_1000_BY_4(1_000, 4),
        LOG_ROWS_1000_BY_4(1_000, 4),
        CAPTURE_1000_BY_4(1_000, 4),
        BARE_1_BY_8(1, 8),
        LOG_ROWS_1_BY_8(1, 8),
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
        measure(ALONE);
        if (Boolean.getBoolean("alone")) return;
        processors.forEach(EventProcessor::start);
        followers.start();
        measure("projections beside");
        threads.shutdown();
    }

    private record Measured(double rate, CpuTimes cpu, int events) {}

    private void measure(String title) throws Exception {
        jdbc.execute("create table if not exists bare_event (id uuid primary key, document bytea not null)");
        jdbc.execute("create table if not exists bare_log (like domain_event including all)");
        Map<Way, List<Measured>> rounds = new EnumMap<>(Way.class);
        for (int round = -WARM_UP; round <= ROUNDS; round++) {
            for (Way way : Way.values()) {
                if (!way.name().matches(WAYS)) continue;
                Measured measured = measure(way);
                if (round > 0)
                    rounds.computeIfAbsent(way, w -> new ArrayList<>()).add(measured);
            }
        }
        rounds.forEach((way, all) -> System.out.printf(
                Locale.ROOT,
                "%s, %s: %.0f ev/s; %s%n",
                title,
                way,
                median(all),
                all.stream()
                        .map(Measured::cpu)
                        .reduce(CpuTimes::plus)
                        .orElseThrow()
                        .per1000(all.stream().mapToInt(Measured::events).sum())));
        if (!title.equals(ALONE)) return;
        ReleaseRatios ratios = new ReleaseRatios();
        share(rounds, Way.CAPTURE_1000_BY_1, Way.LOG_ROWS_1000_BY_1)
                .ifPresent(share -> ratios.share("documents-of-1000.1-client", share));
        share(rounds, Way.CAPTURE_1000_BY_4, Way.LOG_ROWS_1000_BY_4)
                .ifPresent(share -> ratios.share("documents-of-1000.4-clients", share));
        ratios.check();
    }

    private static Optional<Double> share(Map<Way, List<Measured>> rounds, Way way, Way limit) {
        if (!rounds.containsKey(way) || !rounds.containsKey(limit)) return Optional.empty();
        return Optional.of(median(rounds.get(way)) / median(rounds.get(limit)));
    }

    private static double median(List<Measured> all) {
        return all.stream().map(Measured::rate).sorted().toList().get(all.size() / 2);
    }

    private Measured measure(Way way) throws Exception {
        int documents = way.size == 1 ? SINGLES : DOCUMENTS;
        List<List<String>> sent = new ArrayList<>();
        List<String> events = SampleEvents.of(season++, documents * way.size);
        for (int i = 0; i < documents; i++) sent.add(events.subList(i * way.size, (i + 1) * way.size));
        Function<List<String>, Runnable> work = work(way);
        List<Callable<Void>> shares = new ArrayList<>();
        for (int client = 0; client < way.clients; client++) {
            List<Runnable> share = new ArrayList<>();
            for (int i = client; i < documents; i += way.clients) share.add(work.apply(sent.get(i)));
            shares.add(() -> {
                share.forEach(Runnable::run);
                return null;
            });
        }
        CpuTimes before = CpuTimes.now(jdbc, "bench-");
        long began = System.nanoTime();
        for (Future<Void> done : threads.invokeAll(shares)) done.get();
        double seconds = (System.nanoTime() - began) / 1e9;
        CpuTimes cpu = CpuTimes.now(jdbc, "bench-").minus(before);
        return new Measured(events.size() / seconds, cpu, events.size());
    }

    private Function<List<String>, Runnable> work(Way way) {
        if (way.name().startsWith("BARE")) return events -> () -> insert(events);
        if (way.name().startsWith("LOG_ROWS")) return events -> () -> insertLogRows(events);
        ApiKeys keys = server.bean(ApiKeys.class);
        String key = keys.create(keys.organisation("bench " + UUID.randomUUID()), "bench", Set.of(Role.CAPTURE));
        return events -> {
            String document = SampleEvents.document(events);
            return () -> capture(document, key);
        };
    }

    /** By the plainest client there is, on the thread that asks: its work is not what is measured. */
    private void capture(String document, String key) {
        try {
            HttpURLConnection post = (HttpURLConnection) URI.create(server.baseUrl() + "/epcis/api/2.0/capture")
                    .toURL()
                    .openConnection();
            post.setDoOutput(true);
            post.setRequestProperty("X-API-Key", key);
            post.setRequestProperty("Content-Type", "application/ld+json");
            byte[] sent = document.getBytes(StandardCharsets.UTF_8);
            post.setFixedLengthStreamingMode(sent.length);
            post.getOutputStream().write(sent);
            try (InputStream answer = post.getInputStream()) {
                String job = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
                if (!job.contains("\"success\":true")) throw new IllegalStateException(job);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void insert(List<String> events) {
        inOneTransaction(
                "insert into bare_event (id, document) values (?, ?)",
                events.stream()
                        .map(event -> new Object[] {UUID.randomUUID(), event.getBytes(StandardCharsets.UTF_8)})
                        .toList());
    }

    private void insertLogRows(List<String> events) {
        Instant now = Instant.now();
        inOneTransaction("""
                insert into bare_log (event_identifier, aggregate_identifier, sequence_number, aggregate_type,
                                      recorded_at, payload_type, payload, meta_data)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, events.stream().map(event -> logRow(event, now)).toList());
    }

    /** As long as the log's own: the sample is about as long as what is kept of it. */
    private static Object[] logRow(String event, Instant now) {
        return new Object[] {
            Uuids.v7(now).toString(),
            UUID.randomUUID().toString(),
            0L,
            "EpcisEvent",
            now.atOffset(ZoneOffset.UTC),
            EpcisEventCaptured.class.getName(),
            event.getBytes(StandardCharsets.UTF_8),
            "{}".getBytes(StandardCharsets.UTF_8)
        };
    }

    private void inOneTransaction(String insert, List<Object[]> rows) {
        new TransactionTemplate(server.bean(PlatformTransactionManager.class))
                .executeWithoutResult(status -> jdbc.batchUpdate(insert, rows));
    }
}
