package io.lotledger.api.lots;

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

import io.lotledger.ingest.epcis.Action;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What units hold: used, sold or destroyed and packed again, received in part, told of with what holds them. */
class UnitsIT {
    private static final String FARM = "https://id.gs1.org/414/0614141000012";
    private static final String PACKER = "https://id.gs1.org/414/0614141000029";
    private static final String PROCESSOR = "https://id.gs1.org/414/0614141000036";
    private static final String WAREHOUSE = "https://id.gs1.org/414/0614141000043";
    private static final String CASE = pallet(11);
    private static final String PALLET = pallet(1);
    private static final String TRUCK = pallet(21);

    private static @Nullable NamedLots ledger;

    @BeforeAll
    static void open() {
        ledger = new NamedLots("units");
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

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void unitUsedAndPackedAgainLinksOnlyWhatIsPackedAfterwards(long order) {
        ledger().tell(
                        order,
                        packs("pack", 2, PALLET, "A1", 50),
                        event("use")
                                .at(3)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("B1"), 30)
                                .transformation(),
                        packs("again", 4, PALLET, "K1", 20),
                        event("use-again")
                                .at(5)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("Z1"), 10)
                                .transformation());

        assertThat(ledger().lots("Z1", Direction.BACKWARD)).containsExactlyInAnyOrder("Z1", "K1");
        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "B1");
        assertThat(ledger().balance("A1").consumed()).isEqualByComparingTo("50");
        assertThat(ledger().ctes("A1")).doesNotContainKey("use-again");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void caseUsedInItsPalletAndPackedAgainLinksOnlyWhatIsPackedAfterwards(long order) {
        ledger().tell(
                        order,
                        packs("pack", 1, CASE, "A1", 50),
                        event("load").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                        event("use")
                                .at(3)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("B1"), 30)
                                .transformation(),
                        packs("again", 4, CASE, "K1", 20),
                        event("use-again")
                                .at(5)
                                .at(PROCESSOR)
                                .epc(CASE)
                                .intoCases(lot("Z1"), 10)
                                .transformation());

        assertThat(ledger().lots("Z1", Direction.BACKWARD)).containsExactlyInAnyOrder("Z1", "K1");
        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "B1");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void relabelledOnTheSamePalletOnlyTheNewLotShips(long order) {
        ledger().tell(
                        order,
                        packs("pack", 2, PALLET, "A1", 50),
                        event("relabel")
                                .at(3)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("B1"), 50)
                                .transformation(),
                        packs("again", 4, PALLET, "B1", 50),
                        ships("ship", 5, PALLET, PROCESSOR, WAREHOUSE));

        assertThat(ledger().ctes("A1")).doesNotContainKey("ship");
        assertThat(ledger().balance("A1").shipped()).isZero();
        assertThat(ledger().balance("B1").shipped()).isEqualByComparingTo("50");
    }

    @Test
    void transformationDeclaredErroneousEndsNothing() {
        EpcisEvent use = event("use")
                .at(3)
                .at(PROCESSOR)
                .epc(PALLET)
                .intoCases(lot("B1"), 30)
                .transformation();
        ledger().tell(
                        0,
                        packs("pack", 2, PALLET, "A1", 50),
                        use,
                        packs("again", 4, PALLET, "K1", 20),
                        ships("ship", 5, PALLET, PROCESSOR, WAREHOUSE));
        assertThat(ledger().ctes("A1")).doesNotContainKey("ship");

        ledger().tell(errorDeclaration(use));
        assertThat(ledger().ctes("A1")).containsEntry("ship", "shipping");
    }

    @ParameterizedTest
    @CsvSource({"destroying, DELETE", "decommissioning, DELETE", "retail_selling, OBSERVE", "destroying, OBSERVE"})
    void unitThatEndedAndIsPackedAgainShipsOnlyWhatIsPackedAfterwards(String step, Action action) {
        ledger().tell(
                        -1,
                        packs("pack", 2, PALLET, "A1", 50),
                        event("end").at(3).step(step).at(PACKER).epc(PALLET).object(action),
                        packs("again", 4, PALLET, "B1", 9),
                        ships("ship", 5, PALLET, PACKER, WAREHOUSE));

        assertThat(ledger().ctes("A1")).doesNotContainKey("ship").containsKey("end");
        assertThat(ledger().balance("B1").shipped()).isEqualByComparingTo("9");
        assertThat(ledger().balance("A1").sold().add(ledger().balance("A1").destroyed()))
                .isEqualByComparingTo("50");
    }

    @Test
    void serialsThatATransformationUsesShipWithNoPallet() {
        String[] serials = {"1", "2", "3", "4"};
        for (int i = 0; i < serials.length; i++) serials[i] = SampleKeys.serialOf("A1", serials[i]);
        ledger().tell(
                        7,
                        event("make")
                                .at(1)
                                .step("commissioning")
                                .at(PACKER)
                                .epc(serials)
                                .object(ADD),
                        event("pack")
                                .at(2)
                                .step("packing")
                                .at(PACKER)
                                .in(PALLET)
                                .epc(serials)
                                .aggregation(ADD),
                        event("use")
                                .at(3)
                                .at(PACKER)
                                .epc(serials[0], serials[1])
                                .intoCases(lot("B1"), 2)
                                .transformation(),
                        ships("ship", 5, PALLET, PACKER, WAREHOUSE));

        assertThat(ledger().balance("A1").consumed()).isEqualByComparingTo("2");
        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("2");
        assertThat(ledger().balance("A1").onHand()).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Action.class,
            names = {"ADD", "OBSERVE"})
    void whatAReceiptDoesNotListShipsNoFurther(Action action) {
        ledger().tell(
                        42,
                        event("pack")
                                .at(2)
                                .step("packing")
                                .at(PACKER)
                                .in(PALLET)
                                .cases(lot("A1"), 50)
                                .cases(lot("B1"), 30)
                                .aggregation(ADD),
                        ships("ship", 3, PALLET, PACKER, WAREHOUSE),
                        event("receive")
                                .at(4)
                                .step("receiving")
                                .at(WAREHOUSE)
                                .in(PALLET)
                                .cases(lot("A1"), 45)
                                .aggregation(action),
                        ships("ship-on", 5, PALLET, WAREHOUSE, PROCESSOR));

        assertThat(ledger().ctes("B1")).containsEntry("ship", "shipping").doesNotContainKey("ship-on");
        assertThat(ledger().findings("B1")).contains(FindingKind.SHORT_RECEIPT);
        assertThat(ledger().balance("B1").shipped()).isEqualByComparingTo("30");
        assertThat(ledger().balance("A1").shipped()).as("50, then 45").isEqualByComparingTo("95");
        assertThat(ledger().balance("A1").inTransit()).isEqualByComparingTo("45");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void palletWhoseContentsAreToldByItsShipmentIsReceivedAndShipsOnWithThem(long order) {
        ledger().tell(
                        order,
                        event("ship")
                                .at(3)
                                .step("shipping")
                                .in(PALLET)
                                .cases(lot("A1"), 40)
                                .between(PACKER, WAREHOUSE)
                                .aggregation(OBSERVE),
                        event("load")
                                .at(3)
                                .step("loading")
                                .in(TRUCK)
                                .epc(PALLET)
                                .aggregation(OBSERVE),
                        receives("receive", TRUCK),
                        ships("ship-on", 5, PALLET, WAREHOUSE, PROCESSOR));

        assertThat(ledger().ctes("A1")).containsEntry("receive", "receiving").containsEntry("ship-on", "shipping");
        assertThat(ledger().balance("A1").received()).isEqualByComparingTo("40");
        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("80");
    }

    @Test
    void palletThatDidNotComeWithItsContainerShipsNoFurther() {
        ledger().tell(
                        7,
                        packs("pack", 1, PALLET, "A1", 50),
                        packs("pack-2", 1, CASE, "B1", 30),
                        event("load").at(2).in(TRUCK).epc(PALLET, CASE).aggregation(ADD),
                        ships("ship", 3, TRUCK, PACKER, WAREHOUSE),
                        event("receive")
                                .at(4)
                                .step("receiving")
                                .at(WAREHOUSE)
                                .in(TRUCK)
                                .epc(PALLET)
                                .aggregation(OBSERVE),
                        ships("ship-on", 5, TRUCK, WAREHOUSE, PROCESSOR));

        assertThat(ledger().ctes("A1")).containsEntry("ship-on", "shipping");
        assertThat(ledger().ctes("B1")).containsEntry("ship", "shipping").doesNotContainKey("ship-on");
    }

    @Test
    void movementToldOfAContainerAndOfItsPalletsIsOne() {
        ledger().tell(
                        7,
                        packs("pack", 1, PALLET, "A1", 50),
                        packs("pack-2", 1, CASE, "A1", 30),
                        event("load").at(2).in(TRUCK).epc(PALLET, CASE).aggregation(ADD),
                        ships("ship", 3, TRUCK, PACKER, WAREHOUSE),
                        ships("ship-pallet", 3, PALLET, PACKER, WAREHOUSE),
                        ships("ship-case", 3, CASE, PACKER, WAREHOUSE),
                        receives("receive-pallet", PALLET),
                        receives("receive", TRUCK));

        assertThat(ledger().ctes("A1"))
                .containsEntry("ship", "shipping")
                .containsEntry("ship-pallet", "none")
                .containsEntry("ship-case", "none")
                .containsEntry("receive", "receiving")
                .containsEntry("receive-pallet", "none");
        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("80");
        assertThat(ledger().balance("A1").received()).isEqualByComparingTo("80");
        assertThat(ledger().findings("A1")).doesNotContain(FindingKind.SHORT_RECEIPT, FindingKind.OVER_RECEIPT);
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

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42, 1_204})
    void caseThatIsPackedOnAnotherPalletHasLeftTheFirst(long order) {
        String other = pallet(2);
        ledger().tell(
                        order,
                        packs("pack", 1, CASE, "A1", 10),
                        packs("pack-2", 1, PALLET, "B1", 5),
                        event("load").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                        event("move").at(3).in(other).epc(CASE).aggregation(ADD),
                        ships("ship", 4, other, PACKER, WAREHOUSE),
                        ships("ship-first", 5, PALLET, PACKER, PROCESSOR),
                        event("use")
                                .at(6)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("S1"), 9)
                                .transformation());

        assertThat(ledger().lots("S1", Direction.BACKWARD)).containsExactlyInAnyOrder("S1", "B1");
        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactly("A1");
        assertThat(ledger().ctes("A1")).containsEntry("ship", "shipping").doesNotContainKey("ship-first");
        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("10");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void casesLoadedTogetherWithTheirPalletStayOnIt(long order) {
        ledger().tell(
                        order,
                        packs("pack", 1, CASE, "A1", 10),
                        packs("pack-2", 1, PALLET, "B1", 5),
                        event("palletise").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                        event("load").at(3).in(TRUCK).epc(CASE, PALLET).aggregation(ADD),
                        ships("ship", 4, TRUCK, PACKER, WAREHOUSE),
                        event("unload").at(5).in(TRUCK).aggregation(DELETE),
                        event("use")
                                .at(6)
                                .at(WAREHOUSE)
                                .epc(PALLET)
                                .intoCases(lot("S1"), 9)
                                .transformation());

        assertThat(ledger().lots("S1", Direction.BACKWARD)).containsExactlyInAnyOrder("S1", "A1", "B1");
        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("10");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void quantityLoadedWithThePalletThatHoldsItShipsOnceAndLeavesWithThePallet(long order) {
        ledger().tell(
                        order,
                        packs("pack", 1, PALLET, "A1", 40),
                        event("load")
                                .at(2)
                                .step("loading")
                                .in(TRUCK)
                                .epc(PALLET)
                                .cases(lot("A1"), 40)
                                .aggregation(ADD),
                        ships("ship", 3, TRUCK, PACKER, WAREHOUSE),
                        event("unload")
                                .at(4)
                                .step("unloading")
                                .in(TRUCK)
                                .epc(PALLET)
                                .aggregation(DELETE),
                        ships("ship-on", 5, TRUCK, WAREHOUSE, PROCESSOR));

        assertThat(ledger().balance("A1").shipped()).isEqualByComparingTo("40");
        assertThat(ledger().ctes("A1")).containsEntry("ship", "shipping").doesNotContainKey("ship-on");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 7, 42})
    void palletWhoseCasesAreAllLoadedMayHaveBeenLoadedWithThem(long order) {
        EpcisEvent[] before = {
            packs("pack", 1, CASE, "A1", 10),
            event("palletise").at(2).in(PALLET).epc(CASE).aggregation(ADD),
            event("load").at(3).in(TRUCK).epc(CASE).aggregation(ADD),
            event("use").at(6).at(WAREHOUSE).epc(PALLET).intoCases(lot("S1"), 9).transformation()
        };
        ledger().tell(order, before);
        assertThat(ledger().lots("S1", Direction.BACKWARD)).containsExactlyInAnyOrder("S1", "A1");

        ledger().tell(packs("again", 5, PALLET, "B1", 5));
        assertThat(ledger().lots("S1", Direction.BACKWARD))
                .as("the pallet was packed again before it was used")
                .containsExactlyInAnyOrder("S1", "B1");
    }

    @Test
    void moveThatIsDeclaredErroneousMovesNothing() {
        EpcisEvent move = event("move").at(3).in(pallet(2)).epc(CASE).aggregation(ADD);
        ledger().tell(
                        0,
                        packs("pack", 1, CASE, "A1", 10),
                        packs("pack-2", 1, PALLET, "B1", 5),
                        event("load").at(2).in(PALLET).epc(CASE).aggregation(ADD),
                        move,
                        ships("ship", 5, PALLET, PACKER, WAREHOUSE));
        assertThat(ledger().ctes("A1")).doesNotContainKey("ship");

        ledger().tell(errorDeclaration(move));
        assertThat(ledger().ctes("A1")).containsEntry("ship", "shipping");
    }

    private static EpcisEvent receives(String id, String unit) {
        return event(id).at(4).step("receiving").at(WAREHOUSE).epc(unit).object(OBSERVE);
    }

    private static EpcisEvent packs(String id, int hour, String unit, String lot, int cases) {
        return event(id)
                .at(hour)
                .step("packing")
                .at(PACKER)
                .in(unit)
                .cases(lot(lot), cases)
                .aggregation(ADD);
    }

    private static EpcisEvent ships(String id, int hour, String unit, String from, String to) {
        return event(id).at(hour).step("shipping").epc(unit).between(from, to).object(OBSERVE);
    }

    private static List<Trace.Edge> edgesFrom(String seed) {
        Trace trace = ledger().trace(seed, Direction.FORWARD);
        return trace.edges().stream()
                .filter(edge -> edge.from().equals(trace.seed().id()))
                .toList();
    }

    private static NamedLots ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
