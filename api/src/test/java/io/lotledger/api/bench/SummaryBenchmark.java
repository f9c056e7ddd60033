package io.lotledger.api.bench;

import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.tally.Tally;
import io.lotledger.projections.tally.TallyStep;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * How fast the tally counts a chain, and how long the home page's figures take: of that chain, and of an organisation whose sums
 * are as large as those of a million events. 50th and 95th percentiles in milliseconds; the limit reads one row by its key.
 */
class SummaryBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 20_000);
    private static final int LOTS = Integer.getInteger("lots", 150_000);
    private static final int GTINS = Integer.getInteger("gtins", 500);
    private static final int ROUNDS = Integer.getInteger("rounds", 200);
    private static final int CHUNK = 10_000;
    private static final UUID LARGE = UUID.fromString("6f2c7a10-0000-4000-8000-00000000000a");
    private static final Instant NOW = Instant.parse("2026-12-01T00:00:00Z");

    private final ProjectedLedger ledger = new ProjectedLedger("summary_benchmark", true);
    private final List<EpcisEventCaptured> chunk = new ArrayList<>();
    private final SupplyChain chain = new SupplyChain(1, this::add);
    private final Tally tally = new Tally(ledger.jdbc);
    private long position;

    @Test
    void summary() {
        while (position < EVENTS) chain.seasons(50);
        project();
        TallyStep step = ledger.tally(NOW);
        long began = System.nanoTime();
        while (step.run().counted()) {}
        double seconds = (System.nanoTime() - began) / 1e9;
        long lots = tally.lots(ProjectedLedger.ORGANISATION, NOW).total();
        System.out.printf(
                Locale.ROOT,
                "%d events with %d lots counted in %.1f s: %.0f ev/s, %.0f lots/s%n",
                position,
                lots,
                seconds,
                position / seconds,
                lots / seconds);
        measure(position + " events", ProjectedLedger.ORGANISATION);
        enlarge();
        measure("sums of " + LOTS + " lots and " + GTINS + " products", LARGE);
        ledger.close();
    }

    private void add(String event) {
        String id = event.replaceAll("(?s).*\"eventID\":\"([^\"]+)\".*", "$1");
        chunk.add(ledger.json(id, event));
        if (chunk.size() == CHUNK) project();
    }

    private void project() {
        for (int projection = 0; projection < 4; projection++) ledger.project(projection, chunk, position + 1, 1_000);
        position += chunk.size();
        chunk.clear();
    }

    private void enlarge() {
        ledger.jdbc.sql("""
                        insert into tally_sum_readiness
                        select :organisation, cast('2026-11-30' as date) - d, lpad(g::text, 14, '0'), 10, 400, 380, 60, 59, 60, 50
                          from generate_series(0, 364) d, generate_series(1, :gtins) g
                        """).param("organisation", LARGE).param("gtins", GTINS).update();
        ledger.jdbc.sql("""
                        insert into tally_sum_lots
                        select :organisation, timestamptz '2026-11-30' - h * interval '1 hour', :lots / 8760
                          from generate_series(0, 8759) h
                        """).param("organisation", LARGE).param("lots", LOTS).update();
        ledger.jdbc.sql("""
                        insert into tally_finding
                        select gen_random_uuid(), k.kind, :organisation, timestamptz '2026-11-30' - i * interval '3 minutes', false
                          from generate_series(1, :lots / 10) i, (select distinct kind from tally_finding) k
                        """).param("organisation", LARGE).param("lots", LOTS).update();
        ledger.jdbc.sql("""
                        insert into tally_sum_findings
                        select organisation, kind, false, count(*) from tally_finding
                         where organisation = :organisation group by organisation, kind
                        """).param("organisation", LARGE).update();
        ledger.jdbc.sql("vacuum analyze").update();
    }

    private void measure(String what, UUID organisation) {
        LocalDate since = LocalDate.parse("2026-11-01");
        print(what, "progress", tally::progress);
        print(what, "lots", () -> tally.lots(organisation, NOW));
        print(what, "events", () -> tally.events(organisation));
        print(what, "findings", () -> tally.findings(organisation));
        print(what, "readiness by food", () -> tally.readiness(organisation, since, 8));
        print(what, "figure of the frame", () -> tally.countFindings(organisation));
        print(what, "all of these", () -> {
            tally.progress();
            tally.lots(organisation, NOW);
            tally.events(organisation);
            tally.findings(organisation);
            tally.readiness(organisation, since, 8);
            tally.readiness(organisation, since, 1);
            tally.countFindings(organisation);
        });
        print(
                what,
                "limit: one row by its key",
                () -> ledger.jdbc
                        .sql("select position from tally")
                        .query(Long.class)
                        .single());
    }

    private static void print(String what, String name, Runnable reading) {
        List<Double> times = new ArrayList<>();
        for (int round = -20; round < ROUNDS; round++) {
            long began = System.nanoTime();
            reading.run();
            if (round >= 0) times.add((System.nanoTime() - began) / 1e6);
        }
        List<Double> sorted = times.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%s, %s: p50 %.1f, p95 %.1f ms%n",
                what,
                name,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 95 / 100));
    }
}
