package io.lotledger.projections.cte.model;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.model.CasesOfRomaine.LOT;
import static io.lotledger.projections.cte.model.CasesOfRomaine.PALLETIZED;
import static io.lotledger.projections.cte.model.CasesOfRomaine.added;
import static io.lotledger.projections.cte.model.CasesOfRomaine.at;
import static io.lotledger.projections.cte.model.CasesOfRomaine.balance;
import static io.lotledger.projections.cte.model.CasesOfRomaine.loaded;
import static io.lotledger.projections.cte.model.CasesOfRomaine.moved;
import static io.lotledger.projections.cte.model.CasesOfRomaine.packed;
import static io.lotledger.projections.cte.model.CasesOfRomaine.palletOf40;
import static io.lotledger.projections.cte.model.CasesOfRomaine.palletShipped;
import static io.lotledger.projections.cte.model.CasesOfRomaine.received;
import static io.lotledger.projections.cte.model.CasesOfRomaine.sent;
import static io.lotledger.projections.cte.model.CasesOfRomaine.shipped;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shipments of a lot and the receipts that match them. */
class ShipmentsInBalanceTest {
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

    @ParameterizedTest
    @CsvSource({
        "a receipt, b unloading, 2026-04-20T00:00:00-04:00",
        "b receipt, a unloading, 2026-04-20T00:00:00-04:00",
        "a receipt, b unloading, 2026-04-20T08:00:00-04:00"
    })
    void truckThatWasUnloadedByDateShipsNothingOfItAgain(String receipt, String unloading, String received) {
        String truck = "urn:epc:id:grai:0614141.12345.400";
        String otherPallet = "urn:epc:id:sscc:0614141.0000000078";
        for (List<String> listed : List.of(List.<String>of(), List.of(PALLET))) {
            Balance balance = balance(
                    LOT,
                    packed(100),
                    palletOf40(),
                    unit(truck, Action.ADD, "loading")
                            .named("loaded")
                            .on("2026-04-19T06:00:00-04:00")
                            .epc(PALLET),
                    sent("first trip", 8, truck),
                    unit(truck, Action.OBSERVE, "receiving")
                            .named(receipt)
                            .on(received)
                            .at(WAREHOUSE)
                            .epc(PALLET),
                    unit(truck, Action.DELETE, "unloading")
                            .named(unloading)
                            .on("2026-04-20T00:00:00-04:00")
                            .at(WAREHOUSE)
                            .epc(listed.toArray(String[]::new)),
                    unit(otherPallet, Action.ADD, "packing")
                            .named("other pallet")
                            .on("2026-04-21T06:00:00-04:00")
                            .of(salad().link(), "7", "CS"),
                    unit(truck, Action.ADD, "loading")
                            .named("loaded again")
                            .on("2026-04-21T07:00:00-04:00")
                            .epc(otherPallet),
                    sent("second trip", 8, truck).on("2026-04-21T08:00:00-04:00"));

            assertThat(balance.shipped()).isEqualByComparingTo("40");
            assertThat(balance.received()).isEqualByComparingTo("40");
        }
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

    private static EventBuilder palletReceived() {
        return observe("receiving")
                .named("received")
                .on("2026-04-19T12:00:00-04:00")
                .at(WAREHOUSE)
                .epc(PALLET)
                .paper("bol", "urn:bol:1");
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
}
