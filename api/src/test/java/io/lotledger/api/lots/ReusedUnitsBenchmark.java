package io.lotledger.api.lots;

import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;

import com.sun.management.OperatingSystemMXBean;
import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.tally.TallyStep;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * Processor time, of this JVM and PostgreSQL, until {@code lineage}, {@code cte} and the tally hold a unit that is used again
 * and again. Options: {@code -Dways=truck,crate,dated,tank}, {@code -Drounds=250,500,1000}, {@code -Dbatch=1000} events.
 */
class ReusedUnitsBenchmark {
    private static final OffsetDateTime HOURS = OffsetDateTime.parse("2022-03-02T00:01:00Z");
    private static final OffsetDateTime DATES = OffsetDateTime.parse("2022-03-02T00:00:00Z");

    private enum Way {
        /** Loaded with a case of another lot each second, and never unloaded. */
        TRUCK {
            @Override
            List<EpcisEvent> round(int round) {
                return List.of(event("load", round, HOURS.plusSeconds(round))
                        .step("loading")
                        .in(pallet(1))
                        .epc(SampleKeys.serialOf("L" + round, "s" + round))
                        .aggregation(Action.ADD));
            }
        },
        /** Packed and used up each hour. */
        CRATE {
            @Override
            List<EpcisEvent> round(int round) {
                return packedAndUsedUp(round, HOURS.plusHours(round));
            }
        },
        /** Packed and used up each day, which is known by its date alone. */
        DATED {
            @Override
            List<EpcisEvent> round(int round) {
                return packedAndUsedUp(round, DATES.plusDays(round));
            }
        },
        /** Filled up with another lot each hour, and never emptied; a part of what is in it is used. */
        TANK {
            @Override
            List<EpcisEvent> round(int round) {
                return List.of(
                        event("fill", round, HOURS.plusHours(round))
                                .cases(lot("L" + round), 10)
                                .epc(pallet(1))
                                .intoEpc(pallet(1))
                                .transformation(),
                        used(round, HOURS.plusHours(round).plusMinutes(30)));
            }
        };

        abstract List<EpcisEvent> round(int round);

        private static List<EpcisEvent> packedAndUsedUp(int round, OffsetDateTime time) {
            return List.of(
                    event("pack", round, time)
                            .step("packing")
                            .in(pallet(1))
                            .cases(lot("L" + round), 10)
                            .aggregation(Action.ADD),
                    used(round, time));
        }

        private static EpcisEvent used(int round, OffsetDateTime time) {
            return event("use", round, time)
                    .epc(pallet(1))
                    .intoCases(lot("M" + round), 5)
                    .transformation();
        }

        private static EventBuilder event(String what, int round, OffsetDateTime time) {
            return SampleKeys.event(what + "-" + round).on(time.toString().replaceFirst("T(..:..)Z", "T$1:00Z"));
        }
    }

    @Test
    void rounds() {
        int batch = Integer.getInteger("batch", 1000);
        try (ProjectedLedger ledger = new ProjectedLedger("reused_units_benchmark")) {
            for (String name :
                    System.getProperty("ways", "truck,crate,dated,tank").split(",")) {
                Way way = Way.valueOf(name.toUpperCase(Locale.ROOT));
                measure(ledger, way, 100, batch);
                for (String rounds :
                        System.getProperty("rounds", "250,500,1000").split(","))
                    System.out.println(measure(ledger, way, Integer.parseInt(rounds), batch));
            }
        }
    }

    private static String measure(ProjectedLedger ledger, Way way, int rounds, int batch) {
        List<Object> log = new ArrayList<>();
        for (int round = 0; round < rounds; round++)
            way.round(round).forEach(event -> log.add(ledger.captured(ProjectedLedger.ORGANISATION, event)));
        ledger.reset();
        long[] projected = new long[4];
        for (int from = 0; from < log.size(); from += batch) {
            List<Object> some = log.subList(from, Math.min(log.size(), from + batch));
            for (int projection = 0; projection < projected.length; projection++) {
                long before = processorTime(ledger);
                ledger.project(projection, some, from + 1, batch);
                projected[projection] += processorTime(ledger) - before;
            }
        }
        long before = processorTime(ledger);
        TallyStep tally = ledger.tally(ProjectedLedger.NOW);
        while (tally.run().counted()) {}
        long tallied = processorTime(ledger) - before;
        return "%s, %d rounds in batches of %d events: lineage %d ms, cte %d ms, tally %d ms"
                .formatted(
                        way.name().toLowerCase(Locale.ROOT),
                        rounds,
                        batch,
                        projected[1] / 1_000_000,
                        projected[3] / 1_000_000,
                        tallied / 1_000_000);
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
