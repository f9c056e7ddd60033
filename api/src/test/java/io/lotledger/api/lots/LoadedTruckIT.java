package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.projections.tally.TallyStep;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadedTruckIT {
    @Test
    void measure() {
        try (ProjectedLedger ledger = new ProjectedLedger("loaded_truck")) {
            for (String size : System.getProperty("sizes", "100,500,1000").split(",")) {
                ledger.reset();
                int n = Integer.parseInt(size);
                int batch = Integer.getInteger("batch", 1000);
                String mode = System.getProperty("mode", "case");
                List<Object> log = new ArrayList<>();
                for (int i = 0; i < n; i++) {
                    var load = event("load-" + i).on(java.time.OffsetDateTime.parse("2026-03-02T00:00:00Z").plusMinutes(i).toString().replaceFirst("T(..:..)Z", "T$1:00Z"));
                    if (mode.equals("lot")) load.in(pallet(1)).cases(lot("L" + i), 1);
                    else if (mode.equals("case")) load.in(pallet(1)).epc(SampleKeys.serialOf("L" + i, "s" + i));
                    else {
                        log.add(ledger.captured(ProjectedLedger.ORGANISATION, event("pack-" + i).on("2026-03-01T06:01:00Z").in(pallet(2 + i)).cases(lot("L" + i), 7).step("packing").aggregation(Action.ADD)));
                        load.in(pallet(1)).epc(pallet(2 + i));
                    }
                    load.step("loading");
                    log.add(ledger.captured(ProjectedLedger.ORGANISATION, load.aggregation(Action.ADD)));
                }
                StringBuilder said = new StringBuilder("n=" + n + " batch=" + batch + ":");
                long[] spent = new long[8];
                int m = log.size();
                for (int from = 0; from < m; from += batch) {
                    List<Object> some = log.subList(from, Math.min(m, from + batch));
                    for (int p = 0; p < 4; p++) {
                        long b = cpu(ledger), j = jvm();
                        ledger.project(p, some, from + 1, batch);
                        spent[p] += cpu(ledger) - b;
                        spent[4 + p] += jvm() - j;
                    }
                }
                for (int p : new int[] {0, 1, 3})
                    said.append(" p" + p + "=" + spent[p] / 1_000_000 + "(jvm " + spent[4 + p] / 1_000_000 + ")");
                long b = cpu(ledger), j = jvm();
                TallyStep tally = ledger.tally(ProjectedLedger.NOW);
                while (tally.run().counted()) {}
                said.append(" tally=" + (cpu(ledger) - b) / 1_000_000 + "(jvm " + (jvm() - j) / 1_000_000 + ")");
                said.append(" rows=" + ledger.jdbc.sql("select count(*) from critical_tracking_event").query(Long.class).single());
                System.out.println(said);
                System.out.println(ledger.jdbc.sql("select cte || ' ' || count(*) || ' ' || max(reason) from critical_tracking_event group by cte").query(String.class).list());
            }
        }
    }

    static long jvm() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    static long cpu(ProjectedLedger ledger) {
        long backend = ledger.jdbc.sql("select pg_backend_pid()").query(Long.class).single();
        return jvm() + ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow().children()
                .mapToLong(p -> p.info().totalCpuDuration().orElse(Duration.ZERO).toNanos()).sum();
    }
}
