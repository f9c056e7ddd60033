package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.model.CasesOfRomaine.LOT;
import static io.lotledger.projections.cte.model.CasesOfRomaine.PALLETIZED;
import static io.lotledger.projections.cte.model.CasesOfRomaine.added;
import static io.lotledger.projections.cte.model.CasesOfRomaine.at;
import static io.lotledger.projections.cte.model.CasesOfRomaine.balance;
import static io.lotledger.projections.cte.model.CasesOfRomaine.loaded;
import static io.lotledger.projections.cte.model.CasesOfRomaine.moved;
import static io.lotledger.projections.cte.model.CasesOfRomaine.packed;
import static io.lotledger.projections.cte.model.CasesOfRomaine.palletShipped;
import static io.lotledger.projections.cte.model.CasesOfRomaine.received;
import static io.lotledger.projections.cte.model.CasesOfRomaine.sent;
import static io.lotledger.projections.cte.model.CasesOfRomaine.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Goods that are taken back never left. */
class VoidsInBalanceTest {
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

    private static EventBuilder palletTakenBackOnTheDay() {
        return observe("void_shipping")
                .named("taken back")
                .on("2026-04-19T00:00:00-04:00")
                .readAt(PACKER)
                .epc(PALLET);
    }

    private static EventBuilder toTheStore(int hour) {
        return observe("shipping")
                .named("again")
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .readAt(PACKER)
                .to(STORE)
                .epc(PALLET);
    }

    private static List<String> departures(EventBuilder... told) {
        return Traced.lot(LOT, told).reconciliation().all().stream()
                .map(shipment -> shipment.departure().event().eventID())
                .toList();
    }

    @Test
    void voidKnownByItsDateTakesBackOneOfTwoShipmentsOfAUnitOnThatDay() {
        Balance balance = balance(
                LOT,
                packed(100),
                loaded("on", PALLET, 40),
                sent("first", 8, PALLET),
                sent("again", 14, PALLET),
                palletTakenBackOnTheDay());

        assertThat(balance.shipped()).isEqualByComparingTo("40");
        assertThat(balance.inTransit()).isEqualByComparingTo("40");
        assertThat(at(balance, PACKER)).isEqualTo("60");
    }

    @Test
    void unitGoesWhereItIsShippedAfterAVoidThatIsKnownByItsDate() {
        EventBuilder[] told = {
            packed(100), loaded("on", PALLET, 40), sent("first", 8, PALLET), toTheStore(14), palletTakenBackOnTheDay()
        };

        assertThat(departures(told)).containsExactly("again");
        told[4] = palletTakenBackOnTheDay().to(STORE);
        assertThat(departures(told)).as("the void says which").containsExactly("first");
    }

    @Test
    void shipmentThatArrivedWasNotTakenBackThatDay() {
        EventBuilder arrives = observe("receiving")
                .named("arrives")
                .on("2026-04-19T10:00:00-04:00")
                .at(WAREHOUSE)
                .epc(PALLET);

        assertThat(departures(
                        packed(100),
                        loaded("on", PALLET, 40),
                        sent("first", 8, PALLET),
                        arrives,
                        toTheStore(14),
                        palletTakenBackOnTheDay()))
                .containsExactly("first");
    }

    /** The order of the void and of the later record is known by what came of it. */
    @Test
    void unitThatArrivesLeftAgainAfterAVoidThatIsKnownByItsDate() {
        EventBuilder departs = observe("departing")
                .named("departs")
                .on("2026-04-19T14:00:00-04:00")
                .readAt(PACKER)
                .to(WAREHOUSE)
                .epc(PALLET);
        EventBuilder[] told = {
            packed(100), loaded("on", PALLET, 40), sent("first", 8, PALLET), departs, palletTakenBackOnTheDay()
        };
        EventBuilder arrives = observe("receiving")
                .named("arrives")
                .on("2026-04-19T18:00:00-04:00")
                .at(WAREHOUSE)
                .epc(PALLET);

        assertThat(departures(with(told, arrives))).containsExactly("departs");
        assertThat(balance(LOT, with(told, arrives)).shipped()).isEqualByComparingTo("40");
        assertThat(balance(LOT, told).shipped())
                .as("nothing tells that it left again")
                .isZero();
    }

    private static EventBuilder pallet(String step, String id, int hour) {
        return observe(step)
                .named(id)
                .on("2026-04-19T%02d:00:00-04:00".formatted(hour))
                .epc(PALLET);
    }

    private static EventBuilder arrivedAtTheWarehouse(int hour) {
        return pallet("receiving", "arrives", hour).at(WAREHOUSE);
    }

    @Test
    void unitThatArrivesLeftAgainThoughAllIsKnownByDate() {
        EventBuilder[] told = {
            packed(100),
            loaded("on", PALLET, 40),
            sent("z ships", 0, PALLET),
            pallet("departing", "a departs", 0).readAt(PACKER).to(WAREHOUSE),
            palletTakenBackOnTheDay()
        };

        assertThat(departures(with(told, arrivedAtTheWarehouse(0)))).containsExactly("a departs");
        assertThat(balance(LOT, with(told, arrivedAtTheWarehouse(0))).unexplained())
                .isZero();
        assertThat(balance(LOT, told).shipped())
                .as("nothing tells that it left again")
                .isZero();
    }

    @Test
    void goodsThatArriveLeftAgainAfterAVoidThatIsKnownByItsDate() {
        EventBuilder[] told = {
            packed(100),
            shipped("ships", 8, 40, PACKER, WAREHOUSE),
            departed("departs", 14),
            moved("void_shipping", "taken back", 0, 40).readAt(PACKER)
        };

        assertThat(departures(with(told, received("arrives", 18, 40, WAREHOUSE))))
                .containsExactly("departs");
        assertThat(departures(told)).as("nothing tells that they left again").isEmpty();
    }

    @Test
    void voidOfTheNextDayTakesBackAMovementInEachOfItsRecords() {
        EventBuilder[] told = {
            packed(100),
            loaded("on", PALLET, 40),
            sent("ships", 8, PALLET),
            pallet("departing", "departs", 14).readAt(PACKER).to(WAREHOUSE),
            palletTakenBackOnTheDay().on("2026-04-20T00:00:00-04:00")
        };

        assertThat(departures(with(told, arrivedAtTheWarehouse(18)))).isEmpty();
    }

    /** Nothing but the receipt tells which of two shipments of one instant was taken back. */
    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void shipmentThatArrivedWasNotTheOneTakenBack(int hour) {
        EventBuilder warehouse =
                pallet("shipping", "to the warehouse", hour).readAt(PACKER).to(WAREHOUSE);
        EventBuilder store =
                pallet("shipping", "to the store", hour).readAt(PACKER).to(STORE);
        EventBuilder back = pallet("void_shipping", "taken back", hour).readAt(PACKER);
        EventBuilder[] told = {packed(100), loaded("on", PALLET, 40), warehouse, store, back};

        assertThat(departures(with(told, arrivedAtTheWarehouse(18)))).containsExactly("to the warehouse");
        assertThat(departures(with(told, pallet("receiving", "arrives", 18).at(STORE))))
                .containsExactly("to the store");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8})
    void goodsThatArrivedWereNotTheOnesTakenBack(int hour) {
        EventBuilder warehouse = shipped("to the warehouse", hour, 40, PACKER, WAREHOUSE);
        EventBuilder store = shipped("to the store", hour, 40, PACKER, STORE);
        EventBuilder back = moved("void_shipping", "taken back", hour, 40).readAt(PACKER);
        EventBuilder[] told = {packed(100), warehouse, store, back};

        assertThat(departures(with(told, received("arrives", 18, 40, WAREHOUSE))))
                .containsExactly("to the warehouse");
        assertThat(departures(with(told, received("arrives", 18, 40, STORE)))).containsExactly("to the store");
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
}
