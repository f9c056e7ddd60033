package io.lotledger.api.lots;

import static io.lotledger.api.lots.NamedUnits.CASE;
import static io.lotledger.api.lots.NamedUnits.FARM;
import static io.lotledger.api.lots.NamedUnits.PACKER;
import static io.lotledger.api.lots.NamedUnits.PALLET;
import static io.lotledger.api.lots.NamedUnits.PROCESSOR;
import static io.lotledger.api.lots.NamedUnits.packs;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.api.lots.SampleKeys.serial;
import static io.lotledger.api.lots.SampleKeys.serialOf;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Trace;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a transformation uses when it uses a unit: what is in it by then. */
class UsedUnitsIT {
    private static @Nullable NamedLots ledger;

    @BeforeAll
    static void open() {
        ledger = new NamedLots("used_units");
    }

    @AfterAll
    static void close() {
        ledger().close();
    }

    @Test
    void amountListedBesideUnitsAndSerialsIsTheAmountOfTheEdge() {
        List<EpcisEvent> told = List.of(
                event("fill")
                        .at(1)
                        .step("packing")
                        .in(PALLET)
                        .cases(lot("L"), 40)
                        .aggregation(ADD),
                event("pack-output")
                        .at(2)
                        .step("packing")
                        .in(pallet(2))
                        .cases(lot("R"), 20)
                        .aggregation(ADD),
                event("make")
                        .at(1)
                        .epc(serial("1"), serial("2"), serial("3"))
                        .lotNumber("S")
                        .object(ADD),
                event("use")
                        .at(4)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .epc(PALLET, serial("1"), serial("2"))
                        .epc(serialOf("T", "7"), serialOf("T", "8"))
                        .cases(lot("L"), 20)
                        .cases(lot("S"), 2)
                        .cases(lot("T"), 2)
                        .intoCases(lot("R"), 20)
                        .intoEpc(pallet(2))
                        .transformation(),
                event("use-serials")
                        .at(5)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .epc(serialOf("T", "9"), serial("3"))
                        .intoCases(lot("Q"), 1)
                        .transformation());
        ledger().tell(0, told);

        Trace.Amount two = new Trace.Amount(new BigDecimal("2"), "CS");
        Trace.Amount twenty = new Trace.Amount(new BigDecimal("20"), "CS");
        Trace.Amount one = new Trace.Amount(BigDecimal.ONE, null);
        assertThat(edgesFrom("L"))
                .extracting(Trace.Edge::inputs, Trace.Edge::outputs)
                .containsExactly(tuple(List.of(twenty), List.of(twenty)));
        for (String ofSerials : List.of("S", "T")) {
            assertThat(edgesFrom(ofSerials))
                    .as("listed beside serials of the lot, and serials alone")
                    .flatExtracting(Trace.Edge::inputs)
                    .containsExactlyInAnyOrder(two, one);
        }
    }

    private static List<Trace.Edge> edgesFrom(String seed) {
        Trace trace = ledger().trace(seed, Direction.FORWARD);
        return trace.edges().stream()
                .filter(edge -> edge.from().equals(trace.seed().id()))
                .toList();
    }

    /** Half of what is in the pallet is unpacked before the pallet is used, and the case is nested in it. */
    private static List<EpcisEvent> usesAPallet() {
        return new ArrayList<>(List.of(
                event("fill-case")
                        .at(1)
                        .step("packing")
                        .in(CASE)
                        .cases(lot("N"), 4)
                        .aggregation(ADD),
                event("fill")
                        .at(2)
                        .step("packing")
                        .in(PALLET)
                        .epc(CASE)
                        .cases(lot("L"), 40)
                        .cases(lot("Out"), 3)
                        .aggregation(ADD),
                event("partly")
                        .at(3)
                        .step("unpacking")
                        .in(PALLET)
                        .cases(lot("L"), 10)
                        .aggregation(DELETE),
                event("off")
                        .at(3)
                        .step("unpacking")
                        .in(PALLET)
                        .cases(lot("Out"), 3)
                        .aggregation(DELETE),
                event("use")
                        .at(4)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .partOf("urn:t:use")
                        .epc(PALLET)
                        .transformation(),
                event("made")
                        .at(5)
                        .step("commissioning")
                        .at(PROCESSOR)
                        .partOf("urn:t:use")
                        .intoCases(lot("R"), 20)
                        .transformation(),
                event("refill")
                        .at(6)
                        .step("packing")
                        .in(PALLET)
                        .cases(lot("Later"), 9)
                        .aggregation(ADD)));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42, 1_204})
    void whatIsInAUnitThatATransformationUsesIsWhatItUses(long order) {
        ledger().tell(order, usesAPallet());

        assertThat(ledger().lots("R", Direction.BACKWARD)).containsExactlyInAnyOrder("R", "L", "N");
        assertThat(ledger().lots("L", Direction.FORWARD)).containsExactlyInAnyOrder("L", "R");
        assertThat(ledger().lots("N", Direction.FORWARD)).containsExactlyInAnyOrder("N", "R");
        assertThat(ledger().lots("Out", Direction.BOTH)).containsExactly("Out");
        assertThat(ledger().lots("Later", Direction.BOTH)).containsExactly("Later");
        assertThat(ledger().trace("L", Direction.FORWARD).edges())
                .as("the amount is what was left in the pallet")
                .anySatisfy(edge ->
                        assertThat(edge.inputs()).containsExactly(new Trace.Amount(new BigDecimal("30"), "CS")));
        assertThat(ledger().ctes("R")).containsEntry("made", "transformation");
    }

    @Test
    void palletThatAnotherPartOfATransformationMakesIsOfTheLotThatIsPackedOnIt() {
        ledger().tell(
                        0,
                        event("use")
                                .at(3)
                                .at(PROCESSOR)
                                .partOf("urn:t:1")
                                .cases(lot("Dough"), 5)
                                .transformation(),
                        event("make")
                                .at(5)
                                .at(PROCESSOR)
                                .partOf("urn:t:1")
                                .intoEpc(PALLET)
                                .transformation());
        assertThat(ledger().findings("Dough")).contains(FindingKind.SERIAL_WITHOUT_LOT);

        ledger().tell(packs("pack", 4, PALLET, "Cake", 5));
        assertThat(ledger().lots("Dough", Direction.FORWARD)).containsExactlyInAnyOrder("Dough", "Cake");
        assertThat(ledger().findings("Dough")).doesNotContain(FindingKind.SERIAL_WITHOUT_LOT);
    }

    @Test
    void linkThroughAUnitHoldsWhileThePackingDoes() {
        ledger().reset();
        List<EpcisEvent> chain = usesAPallet();
        EpcisEvent late = event("late")
                .at(2)
                .step("packing")
                .in(CASE)
                .cases(lot("Late"), 1)
                .aggregation(ADD);
        chain.forEach(ledger()::tell);
        ledger().tell(late);
        ledger().tell(errorDeclaration(chain.get(1)));

        int told = chain.size();
        assertThat(ledger().lots("R", Direction.BACKWARD, told)).containsExactlyInAnyOrder("R", "L", "N");
        assertThat(ledger().lots("R", Direction.BACKWARD, told + 1)).containsExactlyInAnyOrder("R", "L", "N", "Late");
        assertThat(ledger().lots("R", Direction.BACKWARD, told + 2)).containsExactly("R");
        assertThat(ledger().lots("L", Direction.FORWARD, told + 2)).containsExactly("L");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 42})
    void palletShippedAndUsedOnADateStandsForWhatWasPackedAndUnpackedLaterThatDay(long order) {
        ledger().tell(
                        order,
                        List.of(
                                event("pack")
                                        .at(10)
                                        .step("packing")
                                        .in(PALLET)
                                        .cases(lot("L"), 3)
                                        .aggregation(ADD),
                                event("unpack")
                                        .at(15)
                                        .step("unpacking")
                                        .in(PALLET)
                                        .aggregation(DELETE),
                                event("ship")
                                        .at(0)
                                        .step("shipping")
                                        .epc(PALLET)
                                        .between(PACKER, PROCESSOR)
                                        .object(OBSERVE),
                                event("use")
                                        .at(0)
                                        .step("commissioning")
                                        .at(PROCESSOR)
                                        .epc(PALLET)
                                        .intoCases(lot("R"), 1)
                                        .transformation()));

        assertThat(ledger().lots("R", Direction.BACKWARD)).containsExactlyInAnyOrder("R", "L");
        assertThat(ledger().lots("L", Direction.FORWARD)).containsExactlyInAnyOrder("L", "R");
        assertThat(ledger().ctes("L")).containsEntry("ship", "shipping");
        assertThat(ledger().ctes("R")).containsEntry("use", "transformation");
    }

    @Test
    void whatIsPackedInACaseMovesWithItThoughItsUriNamesItsOwnLot() {
        ledger().reset();
        String ownLot = SampleKeys.serialOf("K", "1");
        ledger().tell(
                        event("fill")
                                .at(1)
                                .step("packing")
                                .at(PACKER)
                                .in(ownLot)
                                .cases(lot("I"), 3)
                                .aggregation(ADD),
                        event("ship")
                                .at(2)
                                .step("shipping")
                                .epc(ownLot)
                                .between(PACKER, PROCESSOR)
                                .object(OBSERVE),
                        event("receive")
                                .at(3)
                                .step("receiving")
                                .at(PROCESSOR)
                                .epc(ownLot)
                                .object(OBSERVE),
                        event("use")
                                .at(4)
                                .step("commissioning")
                                .at(PROCESSOR)
                                .epc(ownLot)
                                .intoCases(lot("R"), 1)
                                .transformation());

        assertThat(ledger().ctes("I")).containsEntry("ship", "shipping").containsEntry("receive", "receiving");
        assertThat(ledger().ctes("K")).containsEntry("ship", "shipping").containsEntry("receive", "receiving");
        assertThat(ledger().lots("R", Direction.BACKWARD)).containsExactlyInAnyOrder("R", "I", "K");
        assertThat(ledger().trace("K", Direction.FORWARD).edges())
                .as("the case is one of its lot, once")
                .flatExtracting(Trace.Edge::inputs)
                .contains(new Trace.Amount(BigDecimal.ONE, null));
    }

    @Test
    void harvestInBinsThatAreUnpackedByPackingItIsHarvestedAndPacked() {
        ledger().reset();
        ledger().tell(
                        event("harvest")
                                .at(1)
                                .step("creating_class_instance")
                                .readAt(FARM)
                                .locatedAt(FARM + "/254/N")
                                .cases(lot("H"), 100)
                                .object(ADD),
                        event("fill")
                                .at(2)
                                .step("packing")
                                .at(FARM)
                                .in(PALLET)
                                .cases(lot("H"), 100)
                                .aggregation(ADD),
                        event("pack")
                                .at(4)
                                .step("creating_class_instance")
                                .at(PACKER)
                                .epc(PALLET)
                                .intoCases(lot("P"), 10)
                                .transformation());

        assertThat(ledger().lots("P", Direction.BACKWARD)).containsExactlyInAnyOrder("P", "H");
        assertThat(ledger().ctes("P")).containsEntry("pack", "initialPacking");
        assertThat(ledger().ctes("H")).containsEntry("harvest", "harvesting");
    }

    private static NamedLots ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
