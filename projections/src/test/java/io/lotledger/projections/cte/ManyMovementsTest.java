package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.findings.LotFindingRules;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A lot that goes to thousands of stores: the work is in proportion to its movements. Processor times are compared. */
class ManyMovementsTest {
    private static final UUID ORGANISATION = UUID.fromString("5f0c7a52-1d39-4d3e-9a2e-5c1f4c1f8b11");
    private static final ContainerContents NO_UNITS = (unit, time) -> List.of();
    private static final Food LOT = packedRomaine();

    @Test
    void workIsInProportionToTheShipmentsToManyStores() {
        assertInProportion(i -> Stream.of(
                at("departing", i, 0).readAt(PACKER).to(store(i)).paper("bol", "urn:bol:" + i),
                at("shipping", i, 1).readAt(PACKER).to(store(i)).paper("inv", "urn:inv:" + i),
                at("receiving", i, 2).at(store(i)).paper("bol", "urn:bol:" + i),
                at("accepting", i, 3).at(store(i))));
    }

    @Test
    void workIsInProportionToTheShipmentsThatOnlyDocumentsTellApart() {
        assertInProportion(i -> Stream.of(
                at("departing", i, 0).readAt(PACKER).paper("bol", "urn:bol:" + i),
                at("shipping", i, 1).readAt(PACKER).paper("bol", "urn:bol:" + i),
                at("receiving", i, 2).at(store(0)).paper("bol", "urn:bol:" + i),
                at("accepting", i, 3).at(store(0)).paper("bol", "urn:bol:" + i)));
    }

    @Test
    void workIsInProportionToTheOrdersThatTransactionsTieToGoods() {
        assertInProportion(i -> Stream.of(
                at("shipping", i, 0).readAt(PACKER).to(store(i)),
                transaction(Action.ADD, "shipping")
                        .named("order " + i)
                        .on(time(i, 1))
                        .of(LOT.link(), "40", "CS")
                        .readAt(PACKER)
                        .to(store(i))
                        .paper("po", "urn:po:" + i),
                at("receiving", i, 2).at(store(i)).paper("po", "urn:po:" + i)));
    }

    @Test
    void workIsInProportionToTheDeliveriesThatTheirArrivalTellsApart() {
        assertInProportion(i -> Stream.of(
                at(i % 2 == 0 ? "shipping" : "departing", i, 0)
                        .on(time(200 * i, 0))
                        .readAt(PACKER)
                        .to(store(i / 10)),
                at(i % 2 == 0 ? "receiving" : "accepting", i, 1)
                        .on(time(200 * i, 1))
                        .at(store(i / 10))));
    }

    private static void assertInProportion(IntFunction<Stream<EventBuilder>> movement) {
        timeToJudge(movement, 500); // compiles the code that is measured

        Duration few = timeToJudge(movement, 500);
        Duration many = timeToJudge(movement, 2_000);

        assertThat(many).isLessThan(few.multipliedBy(9).plusMillis(200));
    }

    private static Duration timeToJudge(IntFunction<Stream<EventBuilder>> movement, int count) {
        List<CapturedEvent> events = new ArrayList<>(List.of(new CapturedEvent(
                1,
                EventBuilder.add("packing")
                        .on("2026-04-18T00:00:00Z")
                        .at(PACKER)
                        .of(LOT.link(), "" + 40 * count, "CS")
                        .event(),
                "{}")));
        for (int i = 0; i < count; i++)
            movement.apply(i).forEach(event -> events.add(new CapturedEvent(events.size() + 1, event.event(), "{}")));
        events.sort(CapturedEvent.IN_EVENT_ORDER);
        Lot lot = new Lot(ORGANISATION, LOT.key());
        Trace alone = new Trace(
                lot, Direction.BOTH, events.size(), List.of(new Trace.Node(lot, Trace.Role.SEED, 0)), List.of());
        TraceEvidence evidence = new TraceEvidence(alone, events, NO_UNITS, KnownFacts.none());
        long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        LotAnalysis analysis =
                LotAnalysis.of(evidence, new InterpretationCache(), FindingPolicy.DEFAULT.overdueBefore(Traced.NOW));
        new LotFindingRules(FindingPolicy.DEFAULT).of(evidence, new InterpretationCache(), Traced.NOW);
        Duration taken = Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began);
        assertThat(analysis.balance().balances()).singleElement().satisfies(balance -> {
            assertThat(balance.shipped()).isEqualByComparingTo("" + 40 * count);
            assertThat(balance.received()).isEqualByComparingTo("" + 40 * count);
        });
        return taken;
    }

    private static EventBuilder at(String step, int number, int minute) {
        return observe(step).named(step + " " + number).on(time(number, minute)).of(LOT.link(), "40", "CS");
    }

    private static String time(int number, int minute) {
        return Instant.parse("2026-04-19T00:00:00Z")
                .plusSeconds(600L * number + 60L * minute)
                .toString();
    }

    private static String store(int number) {
        return "urn:epc:id:sgln:0614141.%05d.0".formatted(number);
    }
}
