package io.lotledger.api.lots;

import static io.lotledger.api.lots.NamedUnits.CASE;
import static io.lotledger.api.lots.NamedUnits.PACKER;
import static io.lotledger.api.lots.NamedUnits.PALLET;
import static io.lotledger.api.lots.NamedUnits.PROCESSOR;
import static io.lotledger.api.lots.NamedUnits.WAREHOUSE;
import static io.lotledger.api.lots.NamedUnits.packs;
import static io.lotledger.api.lots.NamedUnits.ships;
import static io.lotledger.api.lots.SampleKeys.event;
import static io.lotledger.api.lots.SampleKeys.lot;
import static io.lotledger.ingest.epcis.Action.ADD;
import static io.lotledger.ingest.testing.EventBuilder.errorDeclaration;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.lineage.Direction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Units that were used, sold or destroyed hold only what is packed into them afterwards. */
class UnitsPackedAgainIT {
    private static @Nullable NamedLots ledger;

    @BeforeAll
    static void open() {
        ledger = new NamedLots("units_packed_again");
    }

    @AfterAll
    static void close() {
        ledger().close();
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
    void unitUsedAndMadeAgainHoldsNothingOfWhatItHeldBefore(long order) {
        ledger().tell(
                        order,
                        packs("pack", 2, PALLET, "A1", 50),
                        event("use")
                                .at(3)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("D1"), 30)
                                .transformation(),
                        event("make")
                                .at(4)
                                .at(PROCESSOR)
                                .cases(lot("B1"), 20)
                                .intoEpc(PALLET)
                                .transformation(),
                        ships("ship", 5, PALLET, PROCESSOR, WAREHOUSE),
                        event("use-again")
                                .at(6)
                                .at(WAREHOUSE)
                                .epc(PALLET)
                                .intoCases(lot("C1"), 10)
                                .transformation());

        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "D1");
        assertThat(ledger().lots("C1", Direction.BACKWARD)).containsExactlyInAnyOrder("B1", "C1");
        assertThat(ledger().lots("B1", Direction.FORWARD)).containsExactlyInAnyOrder("B1", "C1");
        assertThat(ledger().ctes("A1")).doesNotContainKeys("make", "ship", "use-again");
        assertThat(ledger().balance("A1").consumed()).isEqualByComparingTo("50");
        assertThat(ledger().balance("A1").produced()).isZero();
    }

    @Test
    void unitMadeAgainByATransformationDeclaredErroneousHoldsWhatItHeldBefore() {
        EpcisEvent make = event("make")
                .at(4)
                .at(PROCESSOR)
                .cases(lot("B1"), 20)
                .intoEpc(PALLET)
                .transformation();
        ledger().tell(
                        0,
                        packs("pack", 2, PALLET, "A1", 50),
                        event("use")
                                .at(3)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("D1"), 30)
                                .transformation(),
                        make,
                        event("use-again")
                                .at(6)
                                .at(PROCESSOR)
                                .epc(PALLET)
                                .intoCases(lot("C1"), 10)
                                .transformation());
        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "D1");

        ledger().tell(errorDeclaration(make));
        assertThat(ledger().lots("A1", Direction.FORWARD)).containsExactlyInAnyOrder("A1", "D1", "C1");
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

    private static NamedLots ledger() {
        if (ledger == null) throw new IllegalStateException("no database");
        return ledger;
    }
}
