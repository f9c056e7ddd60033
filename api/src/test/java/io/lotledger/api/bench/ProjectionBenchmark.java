package io.lotledger.api.bench;

import io.lotledger.api.lots.ProjectedLedger;
import io.lotledger.ingest.eventlog.EpcisEventCaptured;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** How many events a second each projection takes, in batches as Axon runs them, in a ledger that grows; without the reading of the log. */
class ProjectionBenchmark {
    private static final int SEASONS = Integer.getInteger("seasons", 300);
    private static final int BATCH = Integer.getInteger("batch", 1_000);
    private static final List<String> NAMES = List.of("event-index", "lineage", "master-data", "cte");

    @Test
    void projections() {
        ProjectedLedger ledger = new ProjectedLedger("projection_benchmark");
        List<EpcisEventCaptured> log = new ArrayList<>();
        new SupplyChain(1, event -> log.add(ledger.json("urn:event:" + log.size(), event))).seasons(SEASONS);
        int warm = log.size() / 3;
        for (int i = 0; i < NAMES.size(); i++) ledger.project(i, log.subList(0, warm), 1, BATCH);
        for (int i = 0; i < NAMES.size(); i++) {
            long began = System.nanoTime();
            ledger.project(i, log.subList(warm, log.size()), 1 + warm, BATCH);
            double seconds = (System.nanoTime() - began) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %.0f ev/s (%d events)%n",
                    NAMES.get(i),
                    (log.size() - warm) / seconds,
                    log.size() - warm);
        }
        ledger.close();
    }
}
