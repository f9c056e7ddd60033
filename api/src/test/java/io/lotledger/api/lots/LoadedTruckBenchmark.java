package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.pallet;

import com.sun.management.OperatingSystemMXBean;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.projections.tally.TallyStep;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Processor time, of this JVM and PostgreSQL, until {@code cte} and the tally hold a truck that is loaded again and again with a
 * case of another lot. Options: {@code -Dloadings=500,1000,2000}, {@code -Dbatch=1000} events.
 */
class LoadedTruckBenchmark {
    private static final OffsetDateTime START = OffsetDateTime.parse("2026-03-02T06:01:00Z");

    @Test
    void loadings() {
        int batch = Integer.getInteger("batch", 1000);
        try (ProjectedLedger ledger = new ProjectedLedger("loaded_truck_benchmark")) {
            measure(ledger, 200, batch);
            for (String loadings :
                    System.getProperty("loadings", "500,1000,2000").split(","))
                System.out.println(measure(ledger, Integer.parseInt(loadings), batch));
        }
    }

    private static String measure(ProjectedLedger ledger, int loadings, int batch) {
        List<Object> log = new ArrayList<>();
        for (int i = 0; i < loadings; i++) {
            log.add(ledger.captured(
                    ProjectedLedger.ORGANISATION,
                    event("load-" + i)
                            .on(START.plusSeconds(i).toString())
                            .step("loading")
                            .in(pallet(1))
                            .epc(SampleKeys.serialOf("L" + i, "s" + i))
                            .aggregation(Action.ADD)));
        }
        ledger.reset();
        long cte = 0;
        for (int from = 0; from < loadings; from += batch) {
            List<Object> some = log.subList(from, Math.min(loadings, from + batch));
            for (int projection = 0; projection < 3; projection++) ledger.project(projection, some, from + 1, batch);
            long before = processorTime(ledger);
            ledger.project(3, some, from + 1, batch);
            cte += processorTime(ledger) - before;
        }
        long before = processorTime(ledger);
        TallyStep tally = ledger.tally(ProjectedLedger.NOW);
        while (tally.run().counted()) {}
        long tallied = processorTime(ledger) - before;
        return "%d loadings in batches of %d: cte %d ms, tally %d ms"
                .formatted(loadings, batch, cte / 1_000_000, tallied / 1_000_000);
    }

    private static long processorTime(ProjectedLedger ledger) {
        long backend =
                ledger.jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        long database = ProcessHandle.of(backend)
                .flatMap(ProcessHandle::parent)
                .orElseThrow()
                .children()
                .mapToLong(process ->
                        process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos())
                .sum();
        return database
                + ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class)
                        .getProcessCpuTime();
    }
}
