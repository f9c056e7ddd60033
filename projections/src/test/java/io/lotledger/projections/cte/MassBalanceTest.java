package io.lotledger.projections.cte;

import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Told.observe;
import static io.lotledger.projections.cte.Told.transformation;
import static io.lotledger.projections.cte.Told.unit;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.Gln;
import io.lotledger.projections.cte.MassBalance.Balance;
import java.util.List;
import org.junit.jupiter.api.Test;

class MassBalanceTest {
    private static final Food LOT = packedRomaine();

    /** A hundred cases are packed at the packer's on the 18th. */
    private static Told packed(int cases) {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "" + cases, "CS");
    }

    private static Told shipped(String id, int hour, int cases, String from, String to) {
        return moved("shipping", id, hour, cases).readAt(from).from(from).to(to);
    }

    private static Told received(String id, int hour, int cases, String at) {
        return moved("receiving", id, hour, cases).at(at);
    }

    private static Told moved(String step, String id, int hour, int cases) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .of(LOT.link(), "" + cases, "CS");
    }

    private static Balance balance(Food lot, Told... told) {
        List<Balance> balances = Traced.lot(lot, told).balance().balances();
        assertThat(balances).hasSize(1);
        Balance balance = balances.get(0);
        assertThat(balance.produced().add(balance.unexplained()))
                .as("produced and unexplained are all there is: %s", balance)
                .isEqualByComparingTo(balance.consumed()
                        .add(balance.sold())
                        .add(balance.destroyed())
                        .add(balance.inTransit())
                        .add(balance.onHand()));
        return balance;
    }

    private static String at(Balance balance, String place) {
        String gln = Gln.of(place).orElseThrow().value();
        return String.valueOf(balance.onHandByLocation().get(gln));
    }

    @Test
    void whatIsShippedAndNotYetReceivedIsInTransit() {
        Balance balance = balance(
                LOT, packed(100), shipped("first", 8, 40, PACKER, WAREHOUSE), shipped("second", 9, 25, PACKER, STORE));

        assertThat(balance.uom()).isEqualTo("CS");
        assertThat(balance.produced()).isEqualByComparingTo("100");
        assertThat(balance.shipped()).isEqualByComparingTo("65");
        assertThat(balance.inTransit()).isEqualByComparingTo("65");
        assertThat(balance.onHand()).isEqualByComparingTo("35");
        assertThat(at(balance, PACKER)).isEqualTo("35");
    }

    @Test
    void harvestTakenToThePackerIsThereAndNotAtTheFarm() {
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().takenFrom(FARM, COOLER),
                romaine().receivedAt(COOLER));

        assertThat(balance.produced()).isEqualByComparingTo("25000");
        assertThat(balance.onHand()).isEqualByComparingTo("25000");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(at(balance, COOLER)).isEqualTo("25000");
    }

    @Test
    void whatIsUsedSoldAndDestroyedIsGone() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("to the store", 8, 60, PACKER, STORE),
                received("at the store", 10, 60, STORE),
                moved("retail_selling", "sold", 12, 45).at(STORE),
                moved("destroying", "thrown away", 13, 5).at(STORE),
                moved("decommissioning", "struck off", 14, 5).at(STORE),
                transformation("commissioning")
                        .named("made into salad")
                        .on("2026-04-19T15:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "30", "CS")
                        .into(salad().link(), "300", "EA"));

        assertThat(balance.sold()).isEqualByComparingTo("45");
        assertThat(balance.destroyed())
                .as("thrown away, then struck off the books")
                .isEqualByComparingTo("5");
        assertThat(balance.consumed()).isEqualByComparingTo("30");
        assertThat(at(balance, STORE)).isEqualTo("10");
        assertThat(at(balance, PACKER)).isEqualTo("10");
    }

    @Test
    void palletMovesWhatWasInItAtThatTime() {
        Balance balance = balance(
                LOT,
                packed(100),
                unit(CASE_ONE, Action.ADD, "packing")
                        .on("2026-04-18T11:00:00-04:00")
                        .of(LOT.link(), "30", "CS"),
                unit(PALLET, Action.ADD, "packing")
                        .on("2026-04-18T12:00:00-04:00")
                        .epc(CASE_ONE),
                observe("shipping")
                        .on("2026-04-19T08:00:00-04:00")
                        .epc(PALLET)
                        .from(PACKER)
                        .to(WAREHOUSE),
                observe("receiving").on("2026-04-19T12:00:00-04:00").epc(PALLET).at(WAREHOUSE));

        assertThat(at(balance, WAREHOUSE)).isEqualTo("30");
        assertThat(at(balance, PACKER)).isEqualTo("70");
    }

    @Test
    void oneShipmentToldAsDepartingAndAsShippingMovesTheLotOnce() {
        Balance balance = balance(
                LOT,
                packed(100),
                moved("departing", "leaves", 8, 40).readAt(PACKER).from(PACKER).to(WAREHOUSE),
                shipped("shipped", 9, 40, PACKER, WAREHOUSE),
                received("received", 11, 40, WAREHOUSE),
                moved("accepting", "accepted", 12, 40).at(WAREHOUSE));

        assertThat(balance.shipped()).isEqualByComparingTo("40");
        assertThat(balance.received()).isEqualByComparingTo("40");
        assertThat(at(balance, WAREHOUSE)).isEqualTo("40");
    }

    @Test
    void voidedShipmentNeverLeft() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("shipped", 8, 40, PACKER, WAREHOUSE),
                moved("void_shipping", "taken back", 9, 40).readAt(PACKER).from(PACKER));

        assertThat(balance.shipped()).isZero();
        assertThat(at(balance, PACKER)).isEqualTo("100");
    }

    @Test
    void lotPackedUnderItsOwnCodeIsProducedOnce() {
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                Told.add("packing")
                        .on("2026-04-17T10:00:00-04:00")
                        .at(FARM)
                        .of(romaine().link(), "24000", "LBR"));

        assertThat(balance.produced()).isEqualByComparingTo("25000");
    }

    @Test
    void whatComesOutOfNowhereIsUnexplained() {
        Balance balance = balance(LOT, received("received", 8, 40, PROCESSOR));

        assertThat(balance.produced()).isZero();
        assertThat(balance.unexplained()).isEqualByComparingTo("40");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, PROCESSOR)).isEqualTo("40");
    }

    @Test
    void receiptOfTwoLoadsTogetherAnswersBoth() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("first", 7, 40, PACKER, WAREHOUSE),
                shipped("second", 8, 25, PACKER, WAREHOUSE),
                received("both", 10, 60, WAREHOUSE));

        assertThat(balance.inTransit()).isEqualByComparingTo("5");
        assertThat(balance.unexplained()).isZero();
    }

    @Test
    void unitsOfMeasureAreNeverMixed() {
        List<Balance> balances = Traced.lot(
                        LOT,
                        packed(100),
                        transformation("commissioning")
                                .on("2026-04-20T15:00:00-04:00")
                                .at(PACKER)
                                .of(LOT.link(), "12", "KGM")
                                .into(salad().link(), "300", "EA"))
                .balance()
                .balances();

        assertThat(balances).extracting(Balance::uom).containsExactly("CS", "KGM");
        assertThat(balances.get(0).onHand()).isEqualByComparingTo("100");
        assertThat(balances.get(1).consumed()).isEqualByComparingTo("12");
    }
}
