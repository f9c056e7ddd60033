package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.Food.swordfish;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MassBalanceTest {
    private static final Food LOT = packedRomaine();

    /** A hundred cases are packed at the packer's on the 18th. */
    private static EventBuilder packed(int cases) {
        return transformation("packing")
                .named("packed")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "" + cases, "CS");
    }

    private static EventBuilder shipped(String id, int hour, int cases, String from, String to) {
        return moved("shipping", id, hour, cases).readAt(from).from(from).to(to);
    }

    private static EventBuilder received(String id, int hour, int cases, String at) {
        return moved("receiving", id, hour, cases).at(at);
    }

    private static EventBuilder moved(String step, String id, int hour, int cases) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .of(LOT.link(), "" + cases, "CS");
    }

    /** Of the only unit of measure; what came is what went and what is left. */
    static Balance balance(Food lot, EventBuilder... told) {
        return balance(Traced.NOW, lot, told);
    }

    private static Balance balance(Instant now, Food lot, EventBuilder... told) {
        List<Balance> balances = Traced.lot(now, lot, told).balance().balances();
        assertThat(balances).hasSize(1);
        Balance balance = balances.get(0);
        assertThat(balance.produced().add(balance.unexplained()))
                .as("produced and unexplained are all there is: %s", balance)
                .isEqualByComparingTo(balance.consumed()
                        .add(balance.sold())
                        .add(balance.destroyed())
                        .add(balance.inTransit())
                        .add(balance.shortfall())
                        .add(balance.overdue())
                        .add(balance.onHand()));
        return balance;
    }

    private static String at(Balance balance, String place) {
        String gln = Gln.of(place).orElseThrow().value();
        return String.valueOf(balance.onHandByLocation().get(gln));
    }

    @Test
    void shippedAndNotYetReceivedIsInTransit() {
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
    void harvestMovedToThePackerIsThereAndNotAtTheFarm() {
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
    void usedSoldAndDestroyedQuantitiesAreDeducted() {
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
    void equalQuantitiesSoldAndDestroyedAreTwoEnds() {
        Balance balance = balance(
                LOT,
                packed(100),
                moved("retail_selling", "sold", 12, 10).at(PACKER),
                moved("destroying", "thrown away", 13, 10).at(PACKER));

        assertThat(balance.sold()).isEqualByComparingTo("10");
        assertThat(balance.destroyed()).isEqualByComparingTo("10");
        assertThat(at(balance, PACKER)).isEqualTo("80");
    }

    @Test
    void serialDecommissionedAfterItsSaleEndsOnceAndAnotherSerialEndsItself() {
        Balance balance = balance(
                LOT,
                add("packing")
                        .named("packed")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(STORE)
                        .epc(serial("0"), serial("1"), serial("2")),
                ended("retail_selling", "sold", 8, "0"),
                ended("decommissioning", "struck off after the sale", 9, "0"),
                ended("destroying", "thrown away", 10, "1"),
                ended("decommissioning", "struck off", 11, "2"));

        assertThat(balance.sold()).isEqualByComparingTo("1");
        assertThat(balance.destroyed()).isEqualByComparingTo("2");
        assertThat(balance.onHand()).isZero();
    }

    private static EventBuilder palletOf40() {
        return unit(PALLET, Action.ADD, "packing")
                .named("on the pallet")
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder struckOff(int hour) {
        return moved("decommissioning", "struck off at " + hour, hour, 40).at(PACKER);
    }

    @Test
    void palletThatEndedIsStruckOffByItsQuantity() {
        EventBuilder thrownAway = observe("destroying")
                .named("thrown away")
                .on("2026-04-19T08:00:00-04:00")
                .at(PACKER)
                .epc(PALLET);
        EventBuilder palletStruckOff = observe("decommissioning")
                .named("pallet struck off")
                .on("2026-04-19T10:00:00-04:00")
                .at(PACKER)
                .epc(PALLET);

        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, struckOff(9))
                        .destroyed())
                .isEqualByComparingTo("40");
        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, struckOff(9), struckOff(11))
                        .destroyed())
                .as("another quantity ends itself")
                .isEqualByComparingTo("80");
        assertThat(balance(LOT, packed(100), palletOf40(), thrownAway, palletStruckOff, struckOff(11))
                        .destroyed())
                .as("the pallet is struck off already")
                .isEqualByComparingTo("80");
    }

    @Test
    void palletThatATransformationUsedIsStruckOffByItsQuantity() {
        Balance balance = balance(
                LOT,
                packed(100),
                palletOf40(),
                transformation("commissioning")
                        .named("cut")
                        .on("2026-04-19T08:00:00-04:00")
                        .at(PACKER)
                        .epc(PALLET)
                        .into(salad().link(), "40", "CS"),
                struckOff(9));

        assertThat(balance.consumed()).isEqualByComparingTo("40");
        assertThat(balance.destroyed()).isZero();
    }

    @Test
    void receiptOfAPalletThatHoldsTheLotNoLongerSaysNothingOfIt() {
        Balance balance = balance(
                LOT,
                packed(100),
                palletOf40(),
                observe("shipping")
                        .named("pallet leaves")
                        .on("2026-04-19T07:00:00-04:00")
                        .readAt(PACKER)
                        .epc(PALLET)
                        .to(WAREHOUSE),
                transformation("commissioning")
                        .named("cut")
                        .on("2026-04-19T08:00:00-04:00")
                        .at(PACKER)
                        .epc(PALLET)
                        .into(salad().link(), "40", "CS"),
                unit(PALLET, Action.OBSERVE, "receiving")
                        .named("pallet of salad arrives")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(WAREHOUSE)
                        .of(salad().link(), "40", "CS"));

        assertThat(balance.shortfall()).isZero();
        assertThat(balance.inTransit()).isEqualByComparingTo("40");
    }

    private static EventBuilder ended(String step, String id, int hour, String serial) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .at(STORE)
                .epc(serial(serial));
    }

    private static String serial(String serial) {
        return LOT.link() + "/21/" + serial;
    }

    @Test
    void receiptOfAPalletMatchesTheShipmentOfThatPallet() {
        LotAnalysis lot = Traced.lot(
                LOT,
                packed(100),
                loaded("loaded", PALLET, 40),
                loaded("loaded too", CASE_ONE, 30),
                sent("shipped", 8, PALLET),
                sent("shipped too", 9, CASE_ONE),
                observe("receiving")
                        .named("received")
                        .on("2026-04-20T08:00:00-04:00")
                        .at(WAREHOUSE)
                        .epc(CASE_ONE),
                observe("accepting")
                        .named("recorded again")
                        .on("2026-04-20T09:00:00-04:00")
                        .at(WAREHOUSE)
                        .epc(CASE_ONE));

        assertThat(lot.reconciliation().all())
                .extracting(shipment -> shipment.open().intValueExact())
                .containsExactly(40, 0);
        assertThat(lot.balance().balances().get(0).inTransit()).isEqualByComparingTo("40");
        assertThat(lot.balance().balances().get(0).received()).isEqualByComparingTo("30");
    }

    @Test
    void receiptMatchesTheShipmentOfItsQuantityBeforeAnEarlierOne() {
        LotAnalysis lot = Traced.lot(
                LOT,
                packed(100),
                shipped("forty", 8, 40, PACKER, WAREHOUSE),
                shipped("thirty", 9, 30, PACKER, WAREHOUSE),
                received("received", 12, 30, WAREHOUSE));

        assertThat(lot.reconciliation().all())
                .extracting(shipment -> shipment.open().intValueExact())
                .containsExactly(40, 0);
    }

    private static EventBuilder loaded(String id, String unit, int cases) {
        return unit(unit, Action.ADD, "packing")
                .named(id)
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "" + cases, "CS");
    }

    private static EventBuilder sent(String id, int hour, String unit) {
        return observe("shipping")
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .readAt(PACKER)
                .to(WAREHOUSE)
                .epc(unit);
    }

    @Test
    void palletMovesItsContentsAtThatTime() {
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
    void shipmentRecordedAsDepartingAndAsShippingCountsOnce() {
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
    void receiptMatchesTheShipmentOfTheSourceThatItNames() {
        List<Shipment> shipments = Traced.lot(
                        LOT,
                        packed(100),
                        shipped("from the packer", 8, 20, PACKER, WAREHOUSE),
                        shipped("from the processor", 9, 20, PROCESSOR, WAREHOUSE),
                        received("received", 11, 15, WAREHOUSE).from(PROCESSOR))
                .reconciliation()
                .all();

        assertThat(shipments.get(0).isMatched()).isFalse();
        assertThat(shipments.get(1).shortfall()).isEqualByComparingTo("5");
    }

    @Test
    void receiptMatchesAShipmentOfItsDocumentThatAnotherClockPutsAfterIt() {
        EventBuilder received = received("received", 8, 40, WAREHOUSE).paper("bol", "urn:bol:1");
        EventBuilder shipped = shipped("shipped", 9, 40, PACKER, WAREHOUSE);

        assertThat(balance(LOT, packed(100), received, shipped).unexplained())
                .as("without a document")
                .isEqualByComparingTo("40");
        Balance balance = balance(LOT, packed(100), received, shipped.paper("bol", "urn:bol:1"));
        assertThat(balance.unexplained()).isZero();
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, WAREHOUSE)).isEqualTo("40");
        assertThat(balance(
                                LOT,
                                packed(100),
                                received("received", 8, 40, WAREHOUSE).paper("bol", "urn:bol:1"),
                                shipped("shipped", 9, 40, PACKER, WAREHOUSE)
                                        .on("2026-04-20T09:00:00-04:00")
                                        .paper("bol", "urn:bol:1"))
                        .unexplained())
                .as("more than a day later")
                .isEqualByComparingTo("40");
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
    void voidedTransportOfAHarvestNeverLeft() {
        EventBuilder back = observe("void_shipping")
                .named("taken back")
                .on("2026-04-17T09:00:00-04:00")
                .readAt(FARM)
                .of(romaine().link(), "25000", "LBR")
                .paper("bol", "urn:bol:1");
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                romaine().takenFrom(FARM, PACKER).paper("bol", "urn:bol:1"),
                back);

        assertThat(balance.shipped()).isZero();
        assertThat(at(balance, FARM)).isEqualTo("25000");
    }

    @Test
    void voidAfterPackingTakesBackTheShipmentAndNotItsTransport() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("shipped", 8, 40, PACKER, WAREHOUSE),
                moved("transporting", "on the road", 9, 10).readAt(PACKER).to(WAREHOUSE),
                moved("void_shipping", "taken back", 10, 10).readAt(PACKER));

        assertThat(balance.shipped()).isEqualByComparingTo("30");
    }

    @Test
    void voidKnownByItsDateTakesBackTheShipmentOfThatDay() {
        EventBuilder back = moved("void_shipping", "taken back", 0, 40).readAt(PACKER);

        assertThat(balance(LOT, packed(100), shipped("shipped", 8, 40, PACKER, WAREHOUSE), back)
                        .shipped())
                .isZero();
        assertThat(balance(
                                LOT,
                                packed(100),
                                shipped("shipped", 8, 40, PACKER, WAREHOUSE),
                                back.on("2026-04-18T00:00:00-04:00"))
                        .shipped())
                .as("the day before")
                .isEqualByComparingTo("40");
    }

    private static EventBuilder departed(String id, int hour) {
        return moved("departing", id, hour, 40).readAt(PACKER).to(WAREHOUSE);
    }

    private static EventBuilder takenBack(int hour, int cases) {
        return moved("void_shipping", "taken back", hour, cases).readAt(PACKER);
    }

    @Test
    void voidTakesBackAMovementInEachOfItsRecords() {
        EventBuilder[] toldTwice = {packed(100), departed("leaves", 8), shipped("ships", 9, 40, PACKER, WAREHOUSE)};

        assertThat(balance(LOT, with(toldTwice, takenBack(10, 40))).shipped()).isZero();
        assertThat(balance(LOT, with(toldTwice, takenBack(10, 15))).shipped())
                .as("a part of it")
                .isEqualByComparingTo("25");
        assertThat(balance(
                                LOT,
                                with(
                                        toldTwice,
                                        observe("void_shipping")
                                                .named("taken back")
                                                .on("2026-04-19T10:00:00-04:00")
                                                .readAt(PACKER)
                                                .to(WAREHOUSE)
                                                .of(LOT.link(), "15", "CS"),
                                        moved("void_shipping", "the rest", 11, 25)
                                                .readAt(PACKER)))
                        .shipped())
                .as("in parts")
                .isZero();
    }

    @Test
    void voidOfADocumentTakesBackAMovementOfWhichOnlyOneRecordNamesIt() {
        Balance balance = balance(
                LOT,
                packed(100),
                departed("leaves", 8),
                shipped("ships", 9, 40, PACKER, WAREHOUSE).paper("bol", "urn:bol:1"),
                observe("void_shipping")
                        .named("taken back")
                        .on("2026-04-19T10:00:00-04:00")
                        .readAt(PACKER)
                        .paper("bol", "urn:bol:1"));

        assertThat(balance.shipped()).isZero();
    }

    @Test
    void voidOfAPalletTakesBackTheRecordThatNamesItsLot() {
        EventBuilder loaded = loaded("loaded", PALLET, 40);
        EventBuilder left = sent("pallet leaves", 8, PALLET);
        EventBuilder ships =
                moved("departing", "goods leave", 9, 40).readAt(PACKER).to(WAREHOUSE);
        EventBuilder back = observe("void_shipping")
                .named("taken back")
                .on("2026-04-19T10:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET);

        assertThat(balance(LOT, packed(100), loaded, left, ships, back).shipped())
                .isZero();
    }

    @Test
    void goodsTakenBackThatLeaveAgainAreShipped() {
        Balance balance = balance(
                LOT, packed(100), departed("leaves", 8), takenBack(9, 40), shipped("again", 10, 40, PACKER, WAREHOUSE));

        assertThat(balance.shipped()).isEqualByComparingTo("40");
    }

    @Test
    void voidOfAPalletTakesItBackFromTheContainerAroundIt() {
        EventBuilder[] told = {
            packed(100),
            loaded("loaded", PALLET, 40),
            unit(CASE_ONE, Action.ADD, "packing")
                    .named("container")
                    .on("2026-04-18T13:00:00-04:00")
                    .epc(PALLET)
                    .of(LOT.link(), "5", "CS"),
            sent("container leaves", 8, CASE_ONE),
            sent("pallet leaves", 8, PALLET)
        };
        EventBuilder back = observe("void_shipping")
                .named("back")
                .on("2026-04-19T10:00:00-04:00")
                .readAt(PACKER);

        assertThat(balance(LOT, told).shipped()).isEqualByComparingTo("45");
        assertThat(balance(LOT, with(told, back.epc(PALLET))).shipped()).isEqualByComparingTo("5");
        assertThat(balance(LOT, with(told, takenBack(10, 40))).shipped())
                .as("by its lot")
                .isEqualByComparingTo("5");
    }

    @Test
    void oneVoidTakesBackOneOfTwoMovementsThatAreEachToldTwice() {
        Balance balance = balance(
                LOT,
                packed(100),
                departed("first leaves", 6),
                shipped("first ships", 7, 40, PACKER, WAREHOUSE),
                departed("second leaves", 8),
                shipped("second ships", 9, 40, PACKER, WAREHOUSE),
                takenBack(10, 40));

        assertThat(balance.shipped()).isEqualByComparingTo("40");
    }

    @Test
    void oneVoidTakesBackOneOfTwoEqualMovements() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("first", 8, 40, PACKER, WAREHOUSE),
                shipped("second", 9, 40, PACKER, WAREHOUSE),
                takenBack(10, 40));

        assertThat(balance.shipped()).isEqualByComparingTo("40");
    }

    private static EventBuilder[] with(EventBuilder[] some, EventBuilder... more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(EventBuilder[]::new);
    }

    @Test
    void shipmentOfWhichNothingArrivedIsShort() {
        Balance balance = balance(
                Instant.parse("2030-01-01T00:00:00Z"),
                LOT,
                packed(100),
                shipped("shipped", 8, 40, PACKER, WAREHOUSE),
                received("refused", 10, 0, WAREHOUSE));

        assertThat(balance.shortfall()).isEqualByComparingTo("40");
        assertThat(balance.overdue()).isZero();
    }

    @Test
    void lotPackedUnderItsOwnCodeIsProducedOnce() {
        Balance balance = balance(
                romaine(),
                romaine().harvestedAt(FARM),
                EventBuilder.add("packing")
                        .on("2026-04-17T10:00:00-04:00")
                        .at(FARM)
                        .of(romaine().link(), "24000", "LBR"));

        assertThat(balance.produced()).isEqualByComparingTo("25000");
    }

    @Test
    void receiptWithoutOriginIsUnexplained() {
        Balance balance = balance(LOT, received("received", 8, 40, PROCESSOR));

        assertThat(balance.produced()).isZero();
        assertThat(balance.unexplained()).isEqualByComparingTo("40");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, PROCESSOR)).isEqualTo("40");
    }

    @Test
    void oneReceiptMatchesTwoShipments() {
        Balance balance = balance(
                LOT,
                packed(100),
                shipped("first", 7, 40, PACKER, WAREHOUSE),
                shipped("second", 8, 25, PACKER, WAREHOUSE),
                received("both", 10, 60, WAREHOUSE));

        assertThat(balance.shortfall()).isEqualByComparingTo("5");
        assertThat(balance.inTransit()).isZero();
        assertThat(balance.unexplained()).isZero();
    }

    @Test
    void afterAShortReceiptTheRestIsShortAndNotInTransit() {
        EventBuilder[] told = {
            packed(100), shipped("sent", 8, 40, PACKER, WAREHOUSE), received("most", 10, 38, WAREHOUSE)
        };

        Balance balance = balance(LOT, told);
        assertThat(balance.inTransit()).isZero();
        assertThat(balance.shortfall()).isEqualByComparingTo("2");
        Balance yearsLater = balance(Instant.parse("2030-01-01T00:00:00Z"), LOT, told);
        assertThat(yearsLater.shortfall()).isEqualByComparingTo("2");
        assertThat(yearsLater.overdue()).isZero();
    }

    @Test
    void quantityWithoutReceiptForThirtyDaysIsOverdue() {
        EventBuilder[] told = {packed(100), shipped("sent", 8, 40, PACKER, WAREHOUSE)};

        Balance onTheLastDay = balance(Instant.parse("2026-05-19T12:00:00Z"), LOT, told);
        assertThat(onTheLastDay.inTransit()).isEqualByComparingTo("40");
        assertThat(onTheLastDay.overdue()).isZero();
        Balance dayAfter = balance(Instant.parse("2026-05-20T12:00:00Z"), LOT, told);
        assertThat(dayAfter.inTransit()).isZero();
        assertThat(dayAfter.overdue()).isEqualByComparingTo("40");
    }

    @Test
    void oneUnitInTwoCodesIsBalancedAsOne() {
        Balance balance = balance(
                LOT,
                packed(100),
                observe("shipping")
                        .named("sent")
                        .on("2026-04-19T08:00:00-04:00")
                        .of(LOT.link(), "40", "XCS")
                        .from(PACKER)
                        .to(WAREHOUSE),
                received("came", 10, 40, WAREHOUSE));

        assertThat(balance.uom()).isEqualTo("CS");
        assertThat(balance.onHand()).isEqualByComparingTo("100");
        assertThat(balance.inTransit()).isZero();
        assertThat(at(balance, PACKER)).isEqualTo("60");
    }

    @Test
    void countsWithAndWithoutACodeAreOneUnit() {
        Food counted = new Food(LOT.link(), "EA");
        Balance balance = balance(
                counted,
                EventBuilder.add("packing")
                        .on("2026-04-18T10:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "10", "EA"),
                observe("retail_selling")
                        .on("2026-04-19T12:00:00-04:00")
                        .at(PACKER)
                        .of(LOT.link(), "4", null)
                        .of(LOT.link(), "1", "C62"));

        assertThat(balance.sold()).isEqualByComparingTo("5");
        assertThat(balance.onHand()).isEqualByComparingTo("5");
    }

    @Test
    void landingMovesTheCatchOffTheVessel() {
        String vessel = FARM;
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(vessel)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder landed = EventBuilder.add("landing")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "990", "LBR");

        Balance balance = balance(swordfish(), caught, landed);
        assertThat(balance.produced()).isEqualByComparingTo("1000");
        assertThat(at(balance, DOCK)).isEqualTo("990");
        assertThat(at(balance, vessel)).isEqualTo("10");
    }

    @Test
    void landingOfAShipmentToTheDockIsItsReceipt() {
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(FARM)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder sent = observe("shipping")
                .on("2026-02-20T06:00:00-05:00")
                .of(swordfish().link(), "1000", "LBR")
                .from(FARM)
                .to(DOCK);
        EventBuilder landed = EventBuilder.add("landing")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "1000", "LBR");

        Balance balance = balance(swordfish(), caught, sent, landed);
        assertThat(at(balance, DOCK)).isEqualTo("1000");
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(balance.inTransit().add(balance.overdue())).isZero();
    }

    @Test
    void landingOfMoreThanWasCaughtIsUnexplainedAndLeavesNoVesselBelowZero() {
        EventBuilder caught = EventBuilder.add("urn:gdst:bizStep:fishingEvent")
                .on("2026-02-18T06:00:00-05:00")
                .at(FARM)
                .of(swordfish().link(), "1000", "LBR");
        EventBuilder first = EventBuilder.add("landing")
                .named("first")
                .on("2026-02-23T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "700", "LBR");
        EventBuilder second = EventBuilder.add("landing")
                .named("second")
                .on("2026-02-24T11:00:00-05:00")
                .at(DOCK)
                .of(swordfish().link(), "350", "LBR");

        Balance balance = balance(swordfish(), caught, first, second);
        assertThat(at(balance, DOCK)).isEqualTo("1050");
        assertThat(at(balance, FARM)).isEqualTo("0");
        assertThat(balance.unexplained()).isEqualByComparingTo("50");
    }

    @Test
    void lotMadeByAnAddAndReworkedLaterIsProducedByBoth() {
        EventBuilder made = EventBuilder.add("packing")
                .named("made")
                .on("2026-04-18T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "100", "CS");
        EventBuilder rework = transformation("commissioning")
                .named("rework")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS")
                .into(LOT.link(), "25", "CS");
        EventBuilder repeated = EventBuilder.add("commissioning")
                .named("repeated")
                .on("2026-04-19T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "25", "CS");

        Balance balance = balance(LOT, made, rework, repeated);
        assertThat(balance.produced()).isEqualByComparingTo("125");
        assertThat(balance.consumed()).isEqualByComparingTo("30");
        assertThat(at(balance, PACKER)).isEqualTo("95");
    }

    @Test
    void addAfterOrAtTheInstantOfTheTransformationRepeatsIt() {
        EventBuilder same = EventBuilder.add("packing")
                .named("same instant")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "100", "CS");

        assertThat(balance(LOT, packed(100), same).produced()).isEqualByComparingTo("100");
    }

    @Test
    void addAtAnotherPlaceThanTheTransformationIsProducedToo() {
        EventBuilder elsewhere = add("packing")
                .named("elsewhere")
                .on("2026-04-20T10:00:00-04:00")
                .at(PROCESSOR)
                .of(LOT.link(), "70", "CS");

        Balance balance = balance(LOT, packed(100), elsewhere);

        assertThat(balance.produced()).isEqualByComparingTo("170");
        assertThat(at(balance, PROCESSOR)).isEqualTo("70");
    }

    @Test
    void quantityBelowZeroHasANote() {
        Balance neverMade = balance(LOT, shipped("sent", 8, 40, PACKER, WAREHOUSE));
        assertThat(neverMade.onHand()).isEqualByComparingTo("-40");
        assertThat(neverMade.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains(
                                "40 cases more left",
                                Gln.of(PACKER).orElseThrow().value(),
                                "the event that created the lot (harvest, packing, landing or receipt) is missing"));

        Balance elsewhere = balance(LOT, packed(100), shipped("sent", 8, 40, PROCESSOR, WAREHOUSE));
        assertThat(elsewhere.onHand()).isEqualByComparingTo("60");
        assertThat(elsewhere.notes())
                .singleElement()
                .satisfies(note -> assertThat(note)
                        .contains(
                                Gln.of(PROCESSOR).orElseThrow().value(),
                                "than is known to have arrived or been made there"));
        assertThat(balance(LOT, packed(100)).notes()).isEmpty();
    }

    @Test
    void palletPackedAndShippedByOneEventLeavesOnceEvenIfItsShipmentIsRecordedAgain() {
        EventBuilder loaded = unit(PALLET, Action.ADD, "shipping")
                .named("loaded")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "40", "CS");
        EventBuilder left = observe("shipping")
                .named("left")
                .on("2026-04-19T08:30:00-04:00")
                .readAt(PACKER)
                .epc(PALLET)
                .from(PACKER)
                .to(WAREHOUSE);

        Balance once = balance(LOT, packed(100), loaded);
        assertThat(once.inTransit()).isEqualByComparingTo("40");
        Balance again = balance(LOT, packed(100), loaded, left);
        assertThat(again.shipped()).isEqualByComparingTo("40");
        assertThat(at(again, PACKER)).isEqualTo("60");
    }

    private static final EventBuilder PALLETIZED = unit(PALLET, Action.ADD, "packing")
            .named("palletized")
            .on("2026-04-19T07:00:00-04:00")
            .of(LOT.link(), "40", "CS");

    @Test
    void aggregationThatSellsOrDestroysEndsItsChildrenOrAllThatIsInItsUnit() {
        EventBuilder emptied = unit(PALLET, Action.DELETE, "destroying")
                .named("emptied")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER);
        EventBuilder struckOff = unit(PALLET, Action.DELETE, "decommissioning")
                .named("struck off")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");
        EventBuilder sold = unit(PALLET, Action.OBSERVE, "retail_selling")
                .named("sold")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");
        EventBuilder shipped = palletShipped().on("2026-04-19T10:00:00-04:00");

        assertThat(balance(LOT, packed(100), PALLETIZED, emptied).destroyed()).isEqualByComparingTo("40");
        assertThat(balance(LOT, packed(100), PALLETIZED, struckOff).destroyed()).isEqualByComparingTo("30");
        Balance balance = balance(LOT, packed(100), PALLETIZED, sold, shipped);
        assertThat(balance.sold()).isEqualByComparingTo("30");
        assertThat(balance.shipped()).as("what is left on the pallet").isEqualByComparingTo("10");
    }

    @Test
    void childOfUnknownContentsThatEndsDoesNotEndTheUnitThatHoldsIt() {
        EventBuilder destroyed = unit(PALLET, Action.DELETE, "destroying")
                .named("destroyed")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .epc(CASE_ONE);

        assertThat(balance(LOT, packed(100), PALLETIZED, destroyed).destroyed()).isZero();
    }

    @Test
    void aggregationThatPacksWhatItDestroysEndsNothing() {
        EventBuilder contradiction = unit(PALLET, Action.ADD, "destroying")
                .named("contradiction")
                .on("2026-04-19T09:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "30", "CS");

        assertThat(balance(LOT, packed(100), contradiction).destroyed()).isZero();
    }

    private static EventBuilder palletShipped() {
        return observe("shipping")
                .named("shipped")
                .on("2026-04-19T08:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET)
                .to(WAREHOUSE)
                .paper("bol", "urn:bol:1");
    }

    private static EventBuilder palletReceived() {
        return observe("receiving")
                .named("received")
                .on("2026-04-19T12:00:00-04:00")
                .at(WAREHOUSE)
                .epc(PALLET)
                .paper("bol", "urn:bol:1");
    }

    private static EventBuilder added(Action action, String step, String id, String type, String number) {
        return transaction(action, step)
                .named(id)
                .on("2026-04-19T13:00:00-04:00")
                .epc(PALLET)
                .paper(type, number);
    }

    @Test
    void transactionEventThatAddsADocumentMovesNoGoods() {
        EventBuilder invoiced = added(Action.ADD, "shipping", "invoiced", "inv", "urn:inv:1")
                .readAt(PACKER)
                .to(WAREHOUSE);
        EventBuilder advised = added(Action.ADD, "receiving", "advised", "recadv", "urn:recadv:1")
                .at(WAREHOUSE);

        Balance balance = balance(LOT, packed(100), PALLETIZED, palletShipped(), palletReceived(), invoiced, advised);

        assertThat(balance.shipped()).isEqualByComparingTo("40");
        assertThat(balance.received()).isEqualByComparingTo("40");
        assertThat(at(balance, PACKER)).isEqualTo("60");
        assertThat(at(balance, WAREHOUSE)).isEqualTo("40");
    }

    @Test
    void otherDocumentOfTheSameTypeIsAnotherShipment() {
        EventBuilder other = transaction(Action.ADD, "shipping")
                .named("other")
                .on("2026-04-19T09:00:00-04:00")
                .readAt(PACKER)
                .to(WAREHOUSE)
                .of(LOT.link(), "40", "CS")
                .paper("bol", "urn:bol:2");

        Balance balance = balance(
                LOT, packed(100), shipped("shipped", 8, 40, PACKER, WAREHOUSE).paper("bol", "urn:bol:1"), other);

        assertThat(balance.shipped()).isEqualByComparingTo("80");
    }

    @Test
    void voidOfAShipmentTakesItBackThoughADocumentWasAdded() {
        EventBuilder invoiced =
                added(Action.ADD, "shipping", "invoiced", "inv", "urn:inv:1").readAt(PACKER);
        EventBuilder byUnit = observe("void_shipping")
                .named("taken back")
                .on("2026-04-19T15:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET);
        EventBuilder byInvoice = observe("void_shipping")
                .named("taken back")
                .on("2026-04-19T15:00:00-04:00")
                .paper("inv", "urn:inv:1");

        assertThat(balance(LOT, packed(100), PALLETIZED, palletShipped(), invoiced, byUnit)
                        .shipped())
                .isZero();
        assertThat(balance(LOT, packed(100), PALLETIZED, palletShipped(), invoiced, byInvoice)
                        .shipped())
                .isZero();
    }

    @Test
    void voidWithActionDeleteTakesTheShipmentBackAndDestroysNothing() {
        EventBuilder back = delete("void_shipping")
                .named("taken back")
                .on("2026-04-19T09:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET);
        EventBuilder topped = unit(PALLET, Action.ADD, "packing")
                .named("topped")
                .on("2026-04-19T09:30:00-04:00")
                .of(LOT.link(), "2", "CS");
        EventBuilder again = observe("shipping")
                .named("again")
                .on("2026-04-19T10:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET)
                .to(STORE);

        Balance unit = balance(LOT, packed(100), PALLETIZED, palletShipped(), back, topped, again);
        assertThat(unit.destroyed()).isZero();
        assertThat(unit.shipped())
                .as("the void does not end the pallet: it leaves again with all that is in it")
                .isEqualByComparingTo("42");
        assertThat(at(unit, PACKER)).isEqualTo("58");

        EventBuilder some = delete("void_shipping")
                .named("taken back")
                .on("2026-04-19T09:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "20", "CS");
        Balance quantity = balance(LOT, packed(100), shipped("shipped", 8, 50, PACKER, WAREHOUSE), some);
        assertThat(quantity.destroyed()).isZero();
        assertThat(at(quantity, PACKER)).isEqualTo("70");
    }

    @Test
    void shipmentWithActionDeleteDestroysNothing() {
        EventBuilder slip = delete("shipping")
                .named("slip")
                .on("2026-04-19T09:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "10", "CS")
                .to(WAREHOUSE);

        Balance balance = balance(LOT, packed(100), slip, received("received", 12, 10, WAREHOUSE));

        assertThat(balance.destroyed()).isZero();
        assertThat(balance.shipped()).isZero();
        assertThat(balance.unexplained()).isEqualByComparingTo("10");
        assertThat(at(balance, PACKER)).isEqualTo("100");
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
