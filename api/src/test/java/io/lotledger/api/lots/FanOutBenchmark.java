package io.lotledger.api.lots;

import static io.lotledger.api.lots.ProjectedLedger.NOW;
import static io.lotledger.api.lots.ProjectedLedger.ORGANISATION;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.tally.TallyStep;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What one new event of a lot that was packed into many costs: processor time of the projection {@code cte} and of the tally. */
class FanOutBenchmark {
    private static final String HARVEST = "https://id.gs1.org/01/09506000134352/10/HARVEST";
    private static final String FARM = "https://id.gs1.org/414/9506000134307";
    private static final String PACKER = "https://id.gs1.org/414/9506000134314";
    private static final String STORE = "https://id.gs1.org/414/9506000134321";
    private static final int CTE = 3;

    /** How the lots were packed, and what happened to each of them since. */
    private enum Shape {
        ONE_EVENT(true, false),
        AN_EVENT_EACH(false, false),
        ONE_EVENT_AND_EACH_SHIPPED(true, true),
        AN_EVENT_EACH_AND_EACH_SHIPPED(false, true);

        final boolean together;
        final boolean shipped;

        Shape(boolean together, boolean shipped) {
            this.together = together;
            this.shipped = shipped;
        }
    }

    @Test
    void oneNewEventOfALotPackedIntoMany() {
        try (ProjectedLedger ledger = new ProjectedLedger("fan_out_benchmark")) {
            for (String name : System.getProperty(
                            "shapes",
                            "ONE_EVENT,AN_EVENT_EACH,ONE_EVENT_AND_EACH_SHIPPED,AN_EVENT_EACH_AND_EACH_SHIPPED")
                    .split(",")) {
                Shape shape = Shape.valueOf(name);
                for (String lots :
                        System.getProperty("lots", "125,125,250,500,1000").split(","))
                    measure(ledger, shape, Integer.parseInt(lots));
            }
        }
    }

    private static void measure(ProjectedLedger ledger, Shape shape, int lots) {
        ledger.reset();
        List<Object> log = new ArrayList<>();
        for (EpcisEvent event : events(shape, lots)) log.add(ledger.captured(ORGANISATION, event));
        ledger.project(log, 5_000);
        TallyStep tally = ledger.tally(NOW);
        finish(tally);
        List<Object> more = List.of(ledger.captured(
                ORGANISATION,
                EventBuilder.event("sampled")
                        .at(40)
                        .step("inspecting")
                        .at(PACKER)
                        .cases(HARVEST, 1)
                        .object(Action.OBSERVE)));
        for (int projection = 0; projection < CTE; projection++) ledger.project(projection, more, log.size() + 1, 10);
        double cte = cpuOf(() -> ledger.project(CTE, more, log.size() + 1, 10));
        double counted = cpuOf(() -> finish(tally));
        System.out.printf(Locale.ROOT, "%s, %d lots: cte %.0f ms, tally %.0f ms%n", shape, lots, cte, counted);
    }

    private static void finish(TallyStep tally) {
        while (tally.run().counted()) {}
    }

    private static double cpuOf(Runnable work) {
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run();
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began) / 1e6;
    }

    private static List<EpcisEvent> events(Shape shape, int lots) {
        List<EpcisEvent> events = new ArrayList<>();
        events.add(EventBuilder.event("harvest")
                .at(0)
                .step("harvesting")
                .at(FARM)
                .cases(HARVEST, 9_000)
                .object(Action.ADD));
        events.add(EventBuilder.event("transport")
                .at(2)
                .step("transporting")
                .at(FARM)
                .to(PACKER)
                .cases(HARVEST, 9_000)
                .object(Action.OBSERVE));
        events.add(EventBuilder.event("arrival")
                .at(4)
                .step("receiving")
                .at(PACKER)
                .from(FARM)
                .cases(HARVEST, 9_000)
                .object(Action.OBSERVE));
        EventBuilder all =
                EventBuilder.event("packing").at(6).step("packing").at(PACKER).cases(HARVEST, 9_000);
        for (int lot = 0; lot < lots; lot++) {
            if (shape.together) all.intoCases(packed(lot), 5);
            else
                events.add(EventBuilder.event("packing " + lot)
                        .at(6)
                        .step("packing")
                        .at(PACKER)
                        .cases(HARVEST, 5)
                        .intoCases(packed(lot), 5)
                        .transformation());
            if (shape.shipped)
                events.add(EventBuilder.event("shipping " + lot)
                        .at(10)
                        .step("shipping")
                        .at(PACKER)
                        .to(STORE)
                        .cases(packed(lot), 5)
                        .object(Action.OBSERVE));
        }
        if (shape.together) events.add(all.transformation());
        return events;
    }

    private static String packed(int lot) {
        return "https://id.gs1.org/01/09506000134369/10/P-" + lot;
    }
}
