package io.lotledger.api.bench;

import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/**
 * The forward trace of lots that went into 10, 1,000 and 100,000 others, in a small ledger and in a large one; in turns with the
 * bare limits: the recursive walk over a table of edges and nothing else, its lots' ids read by the client; and the same walk that also
 * returns its edges and the id of the event behind each. Medians, in milliseconds.
 */
class TraceBenchmark {
    private static final int EVENTS = Integer.getInteger("events", 1_000_000);
    private static final int ROUNDS = Integer.getInteger("rounds", 9);
    private static final int CHUNK = 10_000;
    private static final Map<String, int[]> FANS = new LinkedHashMap<>();

    static {
        FANS.put("small", new int[] {9, 1});
        FANS.put("middle", new int[] {31, 2});
        FANS.put("large", new int[] {46, 3});
    }

    private final ProjectedLedger ledger = new ProjectedLedger("trace_benchmark");
    private final List<EpcisEventCaptured> chunk = new ArrayList<>();
    private final ReleaseRatios ratios = new ReleaseRatios();
    private long position;

    @Test
    void traces() {
        SupplyChain chain = new SupplyChain(1, this::tell);
        FANS.forEach((name, size) -> chain.fan(name, size[0], size[1]));
        chain.seasons(10_000 / SupplyChain.SEASON);
        project();
        measure();
        while (position < EVENTS) chain.seasons(100);
        project();
        measure();
        ledger.close();
        ratios.check();
    }

    private void tell(String event) {
        chunk.add(ledger.json("urn:event:" + (position + chunk.size()), event));
        if (chunk.size() == CHUNK) project();
    }

    private void project() {
        for (int projection = 0; projection < 2; projection++) ledger.project(projection, chunk, position + 1, 1_000);
        position += chunk.size();
        chunk.clear();
    }

    private void measure() {
        ledger.jdbc.sql("drop table if exists bare_edge").update();
        ledger.jdbc
                .sql("create table bare_edge as select distinct from_lot, to_lot from lot_edge")
                .update();
        ledger.jdbc.sql("create index on bare_edge (from_lot) include (to_lot)").update();
        ledger.jdbc.sql("drop table if exists bare_evidence").update();
        ledger.jdbc
                .sql("create table bare_evidence as select from_lot, to_lot, input_event as event_id from lot_edge")
                .update();
        ledger.jdbc.sql("create index on bare_evidence (to_lot)").update();
        ledger.jdbc.sql("vacuum analyze").update();
        FANS.keySet().forEach(name -> {
            Lot seed = ledger.lot(SupplyChain.fanSeed(name));
            List<Double> bare = new ArrayList<>();
            List<Double> evidence = new ArrayList<>();
            List<Double> walk = new ArrayList<>();
            List<Double> trace = new ArrayList<>();
            int nodes = 0;
            for (int round = -3; round < ROUNDS; round++) {
                double b = millis(() -> bare(seed));
                double e = millis(() -> bareEvidence(seed));
                double w = millis(() -> ledger.lineage
                        .closure(seed, Direction.FORWARD, position)
                        .size());
                int[] found = new int[1];
                double t = millis(() -> found[0] = ledger.lineage
                        .trace(seed, Direction.FORWARD, position)
                        .nodes()
                        .size());
                nodes = found[0];
                if (round < 0) continue;
                bare.add(b);
                evidence.add(e);
                walk.add(w);
                trace.add(t);
            }
            System.out.printf(
                    Locale.ROOT,
                    "%d events, %d lots: bare %.1f ms, closure %.1f ms (%.2f); bare with edges and event ids %.1f ms, trace with evidence %.1f ms (%.2f; of the bare walk %.2f)%n",
                    position,
                    nodes,
                    median(bare),
                    median(walk),
                    median(walk) / median(bare),
                    median(evidence),
                    median(trace),
                    median(trace) / median(evidence),
                    median(trace) / median(bare));
            if (position < EVENTS) return;
            ratios.timesLimit("trace.closure." + name, median(walk) / median(bare));
            ratios.timesLimit("trace.evidence." + name, median(trace) / median(evidence));
        });
    }

    private int bare(Lot seed) {
        return ledger.jdbc
                .sql("""
                        with recursive walk(lot_id) as (
                            select cast(:seed as uuid)
                            union
                            select e.to_lot from walk w join bare_edge e on e.from_lot = w.lot_id
                        )
                        select lot_id from walk
                        """)
                .param("seed", seed.id())
                .query((row, n) -> row.getObject("lot_id", UUID.class))
                .list()
                .size();
    }

    private record BareEdge(UUID from, UUID to, String eventId) {}

    private int bareEvidence(Lot seed) {
        return ledger.jdbc
                .sql("""
                        with recursive walk(lot_id) as (
                            select cast(:seed as uuid)
                            union
                            select e.to_lot from walk w join bare_edge e on e.from_lot = w.lot_id
                        )
                        select e.* from walk w cross join lateral (select from_lot, to_lot, event_id from bare_evidence where to_lot = w.lot_id offset 0) e
                        """)
                .param("seed", seed.id())
                .query((row, n) ->
                        new BareEdge(row.getObject(1, UUID.class), row.getObject(2, UUID.class), row.getString(3)))
                .list()
                .size();
    }

    private static double millis(IntSupplier work) {
        long began = System.nanoTime();
        if (work.getAsInt() == 0) throw new IllegalStateException("nothing found");
        return (System.nanoTime() - began) / 1e6;
    }

    private static double median(List<Double> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }
}
