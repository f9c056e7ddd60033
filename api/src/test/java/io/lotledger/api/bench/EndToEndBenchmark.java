package io.lotledger.api.bench;

import io.lotledger.api.LotledgerServer;
import io.lotledger.api.security.ApiKeys;
import io.lotledger.api.security.Role;
import io.lotledger.projections.processor.ProjectionPauses;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * From the first post until every read model holds the last event: seasons of {@link SupplyChain} in documents of 1000 events by
 * four clients. The limit copies the rows that the server has written into tables with the same indexes. Then documents are
 * posted steadily, and the lag of each read model is sampled. {@code -Dwithout=query-index} instead posts the same number of
 * events in turns with that projection at work and paused: what it adds.
 */
class EndToEndBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 100_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int SECONDS = Integer.getInteger("seconds", 20);
    private static final String RATES = System.getProperty("rates", "2000,5000,10000");

    private static final String WITHOUT = System.getProperty("without", "");

    private final LotledgerServer server = LotledgerServer.shared();
    private final JdbcClient jdbc = server.bean(JdbcClient.class);
    private final ReleaseRatios ratios = new ReleaseRatios();
    private final ChainPoster poster;

    EndToEndBenchmark() {
        ApiKeys keys = server.bean(ApiKeys.class);
        poster = new ChainPoster(server, keys.create(keys.organisation("end to end"), "bench", Set.of(Role.CAPTURE)));
    }

    @Test
    void endToEnd() throws Exception {
        poster.post(ChainPoster.DOCUMENT * 20L, Double.POSITIVE_INFINITY); // warms up
        poster.awaitCovered();
        if (!WITHOUT.isEmpty()) {
            costOf(WITHOUT);
            return;
        }
        long before = poster.posted();
        long began = System.nanoTime();
        poster.post(EVENTS, Double.POSITIVE_INFINITY);
        double durable = seconds(began);
        poster.awaitCovered();
        double everywhere = seconds(began);
        long events = poster.posted() - before;
        System.out.printf(
                Locale.ROOT,
                "%d events, %d clients: durable %.0f ev/s, in every read model %.0f ev/s%n",
                events,
                ChainPoster.CLIENTS,
                events / durable,
                events / everywhere);
        DiskUse.print(jdbc, poster.postedBytes());
        double copied = poster.posted() / new BareCopy(server.bean(DataSource.class), Path.of("target")).seconds();
        System.out.printf(Locale.ROOT, "bare COPY of the same rows, indexes included: %.0f ev/s%n", copied);
        ratios.share("every-read-model", events / everywhere / copied);
        for (String rate : RATES.split(",")) lag(Integer.parseInt(rate));
        ratios.check();
    }

    private void costOf(String projection) throws Exception {
        ProjectionPauses pauses = server.bean(ProjectionPauses.class);
        for (int round = 0; round < ROUNDS; round++) {
            double with = everywhere(Set.of());
            pauses.pause(projection, "benchmark");
            double without = everywhere(Set.of(projection));
            pauses.resume(projection);
            poster.awaitCovered();
            System.out.printf(
                    Locale.ROOT,
                    "%d events in every read model: %.0f ev/s, without %s %.0f ev/s%n",
                    EVENTS,
                    with,
                    projection,
                    without);
        }
    }

    private double everywhere(Set<String> paused) throws Exception {
        long before = poster.posted();
        long began = System.nanoTime();
        poster.post(EVENTS, Double.POSITIVE_INFINITY);
        poster.awaitCovered(paused);
        return (poster.posted() - before) / seconds(began);
    }

    private void lag(int rate) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        Map<String, List<Double>> lags = new TreeMap<>();
        Thread sampler = new Thread(() -> sample(done, lags), "sampler");
        sampler.start();
        long before = poster.posted();
        long began = System.nanoTime();
        poster.post((long) rate * SECONDS, rate);
        double reached = (poster.posted() - before) / seconds(began);
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
        poster.awaitCovered();
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

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
