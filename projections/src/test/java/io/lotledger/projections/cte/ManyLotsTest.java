package io.lotledger.projections.cte;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.findings.LotFindingRules;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.masterdata.MasterData;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Events that name very many lots: each is resolved once, and the result for a lot does not depend on the other lots of
 * the request.
 */
class ManyLotsTest {
    private static final UUID ORGANISATION = UUID.fromString("5f0c7a52-1d39-4d3e-9a2e-5c1f4c1f8b11");
    private static final ContainerContents NO_UNITS = (unit, time) -> List.of();
    private static final MasterData NOTHING_DESCRIBED = KnownFacts.none();

    @Test
    void eventsOfManyLotsAreResolvedOnce() {
        List<CapturedEvent> events = events(2_000);
        InterpretationCache read = new InterpretationCache();

        for (int lot = 0; lot < 2_000; lot++) EventInterpretation.of(evidence(lot, events), read);

        assertThat(read.resolvedEvents()).isEqualTo(events.size());
    }

    @Test
    void lotsThatMoveTogetherAreReadAsEachAlone() {
        List<CapturedEvent> events = events(50);
        InterpretationCache read = new InterpretationCache();

        for (int lot = 0; lot < 50; lot++) {
            TraceEvidence evidence = evidence(lot, events);
            CriticalTrackingEvents together = TraceClassifier.of(evidence, EventInterpretation.of(evidence, read));
            CriticalTrackingEvents alone = TraceClassifier.of(evidence);

            assertThat(together.rows()).isEqualTo(alone.rows()).isNotEmpty();
            assertThat(together.unclassified()).isEqualTo(alone.unclassified());
            assertThat(findings(evidence, read)).isEqualTo(findings(evidence, new InterpretationCache()));
        }
    }

    /** Each of the lots packed from one has all packings in its evidence. */
    @Test
    void eventsOfLotsPackedFromOneAreInterpretedOnce() {
        List<CapturedEvent> events = packings(2_000);
        InterpretationCache read = new InterpretationCache();

        for (int lot = 0; lot < 2_000; lot++) {
            TraceEvidence evidence = evidence(lot, events);
            assertThat(TraceClassifier.of(evidence, EventInterpretation.of(evidence, read))
                            .rows())
                    .hasSize(1);
        }

        assertThat(read.interpretedEvents()).isEqualTo(events.size());
    }

    @Test
    void lotsPackedFromOneAreReadAsEachAlone() {
        List<CapturedEvent> events = packings(50);
        InterpretationCache read = new InterpretationCache();

        for (int lot = 0; lot < 50; lot++) {
            TraceEvidence evidence = evidence(lot, events);
            assertThat(findings(evidence, read)).isEqualTo(findings(evidence, new InterpretationCache()));
        }
    }

    /** Five times the lots take 25 times as long if each lot walks all packings. */
    @Test
    void workIsInProportionToTheLotsPackedFromOne() {
        timeToJudge(400, 1, packings(400)); // compiles the code that is measured

        Duration few = timeToJudge(400, 1, packings(400));
        Duration many = timeToJudge(2_000, 1, packings(2_000));

        assertThat(many).isLessThan(few.multipliedBy(12).plusMillis(200));
    }

    /**
     * Compares processor times, so that a busy machine does not fail it. Five times the lots take five times as long, and 25 times
     * as long if each lot walks all lines. Every tenth lot shows it: the events name all of them.
     */
    @Test
    void workIsInProportionToTheLines() {
        timeToJudge(2_000, 10, events(2_000)); // compiles the code that is measured

        Duration few = timeToJudge(2_000, 10, events(2_000));
        Duration many = timeToJudge(10_000, 10, events(10_000));

        assertThat(many).isLessThan(few.multipliedBy(9).plusMillis(200));
    }

    /** A lot of each step goes into the next. Six times the lots take 36 times as long if each event walks all of them. */
    @Test
    void workIsInProportionToTheLengthOfAChain() {
        timeToClassify(1_000); // compiles the code that is measured

        Duration few = timeToClassify(1_000);
        Duration many = timeToClassify(6_000);

        assertThat(many).isLessThan(few.multipliedBy(14).plusMillis(200));
    }

    private static Duration timeToClassify(int steps) {
        List<CapturedEvent> events = new ArrayList<>();
        List<Trace.Node> nodes = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            EventBuilder made = EventBuilder.transformation("commissioning")
                    .on("2026-04-06T09:00:00Z")
                    .named("step " + step)
                    .at(Food.PROCESSOR)
                    .of(lot(step), "5", "KGM")
                    .into(lot(step + 1), "5", "KGM");
            events.add(new CapturedEvent(step + 1, made.event(), "{}"));
            nodes.add(new Trace.Node(lotOf(step), step == 0 ? Trace.Role.SEED : Trace.Role.DOWNSTREAM, step));
        }
        nodes.add(new Trace.Node(lotOf(steps), Trace.Role.DOWNSTREAM, steps));
        Trace chain = new Trace(lotOf(0), Direction.BOTH, steps, nodes, List.of());
        TraceEvidence evidence = new TraceEvidence(chain, events, NO_UNITS, KnownFacts.none());
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        CriticalTrackingEvents found = TraceClassifier.of(evidence);
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        assertThat(found.rows()).hasSize(steps);
        return taken;
    }

    private static Duration timeToJudge(int lots, int step, List<CapturedEvent> events) {
        InterpretationCache read = new InterpretationCache();
        int found = 0;
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int lot = 0; lot < lots; lot += step)
            found += findings(evidence(lot, events), read).size();
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        assertThat(found).isPositive();
        return taken;
    }

    private static List<Finding> findings(TraceEvidence evidence, InterpretationCache read) {
        return new LotFindingRules(FindingPolicy.DEFAULT).of(evidence, read, Traced.NOW);
    }

    /** Made, shipped, received, partly voided and used up: each event names every lot. */
    private static List<CapturedEvent> events(int lots) {
        List<EventBuilder> told = List.of(
                EventBuilder.add("commissioning")
                        .on("2026-04-01T09:00:00Z")
                        .named("made")
                        .at(Food.PACKER),
                EventBuilder.observe("shipping")
                        .on("2026-04-02T09:00:00Z")
                        .named("shipped")
                        .at(Food.PACKER),
                EventBuilder.observe("receiving")
                        .on("2026-04-03T09:00:00Z")
                        .named("received")
                        .at(Food.WAREHOUSE),
                EventBuilder.observe("shipping")
                        .on("2026-04-04T09:00:00Z")
                        .named("shipped again")
                        .at(Food.WAREHOUSE),
                EventBuilder.observe("void_shipping")
                        .on("2026-04-05T09:00:00Z")
                        .named("taken back")
                        .at(Food.WAREHOUSE),
                EventBuilder.transformation("commissioning")
                        .on("2026-04-06T09:00:00Z")
                        .named("used")
                        .at(Food.PROCESSOR));
        for (int lot = 0; lot < lots; lot++) {
            String uri = lot(lot);
            told.forEach(one -> one.of(uri, "5", "KGM"));
        }
        told.get(5).into(Food.salad().link(), "5", "KGM");
        List<CapturedEvent> events = new ArrayList<>();
        for (EventBuilder one : told) events.add(new CapturedEvent(events.size() + 1, one.event(), "{}"));
        events.sort(CapturedEvent.IN_EVENT_ORDER);
        return events;
    }

    /** A harvest that comes in and is packed: every lot by an event of its own. */
    private static List<CapturedEvent> packings(int lots) {
        String harvest = Food.packedRomaine("H").link();
        List<EventBuilder> told = new ArrayList<>(List.of(
                EventBuilder.add("harvesting")
                        .on("2026-04-01T09:00:00Z")
                        .named("harvested")
                        .at(Food.FARM)
                        .of(harvest, "50000", "KGM"),
                EventBuilder.observe("receiving")
                        .on("2026-04-02T09:00:00Z")
                        .named("received")
                        .at(Food.PACKER)
                        .of(harvest, "50000", "KGM")));
        for (int lot = 0; lot < lots; lot++) {
            told.add(EventBuilder.transformation("packing")
                    .on("2026-04-03T09:00:00Z")
                    .named("packed " + lot)
                    .at(Food.PACKER)
                    .of(harvest, "5", "KGM")
                    .into(lot(lot), "5", "KGM"));
        }
        List<CapturedEvent> events = new ArrayList<>();
        for (EventBuilder one : told) events.add(new CapturedEvent(events.size() + 1, one.event(), "{}"));
        events.sort(CapturedEvent.IN_EVENT_ORDER);
        return List.copyOf(events);
    }

    private static TraceEvidence evidence(int number, List<CapturedEvent> events) {
        Lot lot = lotOf(number);
        Trace alone = new Trace(
                lot, Direction.BOTH, events.size(), List.of(new Trace.Node(lot, Trace.Role.SEED, 0)), List.of());
        return new TraceEvidence(alone, events, NO_UNITS, NOTHING_DESCRIBED);
    }

    private static Lot lotOf(int number) {
        return new Lot(ORGANISATION, LotKey.of(lot(number)).orElseThrow());
    }

    private static String lot(int number) {
        return Food.packedRomaine("P-" + number).link();
    }
}
