package io.lotledger.api.lots;

import io.lotledger.api.bench.SupplyChain;
import io.lotledger.projections.tally.TallyStep;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Processor time per 1000 events of a supply chain, of this thread and of PostgreSQL, until {@code cte} and the tally hold them.
 * Each round begins with empty tables, so that the later ones are compiled. Options: {@code -Devents=6800}, {@code -Dbatch=1000},
 * {@code -Drounds=6}, {@code -Ddescribed=true} whether places and products are described first.
 */
class TallyBenchmark {
    private static final int CTE = 3;
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final ProjectedLedger ledger = new ProjectedLedger("tally_benchmark");
    private final List<Object> log = new ArrayList<>();

    @Test
    void chain() {
        if (Boolean.parseBoolean(System.getProperty("described", "true"))) describe();
        int events = Integer.getInteger("events", 100 * SupplyChain.SEASON);
        new SupplyChain(1, this::add).seasons(events / SupplyChain.SEASON);
        for (int round = 0; round < Integer.getInteger("rounds", 6); round++) System.out.println(round());
        ledger.close();
    }

    private void describe() {
        for (int item = 1; item <= 3; item++)
            log.add(ledger.said(
                    "EPCClass",
                    SupplyChain.product(item),
                    Map.of("productName", List.of("Food " + item), "commodity", List.of("Lettuce"))));
        for (int place = 0; place < SupplyChain.PLACES; place++)
            log.add(ledger.said(
                    "Location",
                    SupplyChain.place(place),
                    Map.of(
                            "name", List.of("Partner " + place),
                            "telephone", List.of("+1 831 555 " + (1000 + place)),
                            "streetAddressOne", List.of(place + " Old Stage Road"),
                            "city", List.of("Salinas"),
                            "state", List.of("CA"),
                            "postalCode", List.of("93908"),
                            "countryCode", List.of("US"))));
    }

    private void add(String event) {
        log.add(ledger.json(event.replaceAll("(?s).*\"eventID\":\"([^\"]+)\".*", "$1"), event));
    }

    private String round() {
        ledger.reset();
        int batch = Integer.getInteger("batch", 1_000);
        TallyStep tally = ledger.tally(NOW);
        long[] cte = new long[2];
        long[] counted = new long[2];
        for (int from = 0; from < log.size(); from += batch) {
            List<Object> some = log.subList(from, Math.min(log.size(), from + batch));
            int first = from + 1;
            for (int projection = 0; projection < CTE; projection++) ledger.project(projection, some, first, batch);
            measure(cte, () -> ledger.project(CTE, some, first, batch));
            measure(counted, () -> {
                while (tally.run().counted()) {}
            });
        }
        return "cte " + per1000(cte) + ", tally " + per1000(counted);
    }

    private void measure(long[] sums, Runnable work) {
        long thread = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long database = database();
        work.run();
        sums[0] += ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - thread;
        sums[1] += database() - database;
    }

    private String per1000(long[] sums) {
        return String.format(
                Locale.ROOT, "%.1f ms, PostgreSQL %.1f ms", sums[0] / 1e3 / log.size(), sums[1] / 1e3 / log.size());
    }

    private long database() {
        long backend =
                ledger.jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        return ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .children()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
    }
}
