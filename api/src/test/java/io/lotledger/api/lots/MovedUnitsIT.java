package io.lotledger.api.lots;

import static io.lotledger.api.lots.NamedUnits.CASE;
import static io.lotledger.api.lots.NamedUnits.PACKER;
import static io.lotledger.api.lots.NamedUnits.PALLET;
import static io.lotledger.api.lots.NamedUnits.PROCESSOR;
import static io.lotledger.api.lots.NamedUnits.TRUCK;
import static io.lotledger.api.lots.NamedUnits.WAREHOUSE;
import static io.lotledger.api.lots.NamedUnits.packs;
import static io.lotledger.api.lots.NamedUnits.receives;
import static io.lotledger.api.lots.NamedUnits.ships;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.api.lots.SampleKeys.pallet;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.epcis.Action.DELETE;
import static io.lotledger.ingest.epcis.Action.OBSERVE;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.lineage.Direction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that are loaded, moved, shipped and received, in part or with what holds them. */
class MovedUnitsIT {
    private static @Nullable NamedLots ledger;

    @BeforeAll
    static void open() {
        ledger = new NamedLots("moved_units");
    }

    @AfterAll
    static void close() {
        ledger().close();
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

    private static NamedLots ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
