package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The clock of the receiver is slow: a unit seems to arrive before it leaves. */
class ReceiptsBeforeShipmentTest {
    private static final Food LOT = packedRomaine();
    private static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.0000000078";
    private static final String TRAY = "urn:epc:id:grai:0614141.12345.400";

    private static List<EventBuilder> told(EventBuilder... movements) {
        return Stream.concat(
                        Stream.of(
                                transformation("packing")
                                        .named("packed")
                                        .on("2026-04-18T10:00:00-04:00")
                                        .at(PACKER)
                                        .of(romaine().link(), "2500", "LBR")
                                        .into(LOT.link(), "100", "CS"),
                                holds(PALLET),
                                holds(OTHER_PALLET),
                                holds(TRAY)),
                        Stream.of(movements))
                .toList();
    }

    private static EventBuilder holds(String unit) {
        return unit(unit, Action.ADD, "packing")
                .named("packed on " + unit)
                .on("2026-04-18T12:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "10", "CS");
    }

    private static EventBuilder moved(String step, String time, String... units) {
        return observe(step)
                .named(step + " " + time)
                .on("2026-04-19T" + time + ":00-04:00")
                .epc(units);
    }

    private static EventBuilder shipped(String time, String... units) {
        return moved("shipping", time, units).readAt(PACKER).to(WAREHOUSE);
    }

    private static EventBuilder received(String time, String... units) {
        return moved("receiving", time, units).at(WAREHOUSE);
    }

    private static Balance balance(EventBuilder... movements) {
        return Traced.lot(LOT, told(movements).toArray(EventBuilder[]::new))
                .balance()
                .balances()
                .get(0);
    }

    private static void assertMatched(EventBuilder... movements) {
        assertThat(balance(movements).unexplained()).as("unexplained").isZero();
        assertThat(balance(movements).inTransit()).as("in transit").isZero();
    }

    private static void assertUnmatched(EventBuilder... movements) {
        assertThat(balance(movements).unexplained()).as("unexplained").isEqualByComparingTo("10");
        assertThat(balance(movements).inTransit()).as("in transit").isEqualByComparingTo("10");
    }

    private static List<String> sources(EventBuilder... movements) {
        CriticalTrackingEvents rows = Traced.of(LOT, told(movements).toArray(EventBuilder[]::new));
        return Rows.of(rows, Receiving.class).stream()
                .map(row -> row.basis().eventID() + " from "
                        + text(row.previousSource().businessName()))
                .toList();
    }

    @Test
    void palletThatArrivesBeforeItLeavesIsReceivedFromItsShipper() {
        EventBuilder[] movements = {received("10:00", PALLET), shipped("10:15", PALLET)};

        assertMatched(movements);
        assertThat(sources(movements)).containsExactly("receiving 10:00 from " + named(PACKER));
        assertThat(Traced.findings(LOT, told(movements).toArray(EventBuilder[]::new)))
                .extracting(Finding::kind)
                .doesNotContain(FindingKind.UNMATCHED_RECEIVE, FindingKind.UNMATCHED_SHIP);
    }

    @Test
    void shipmentThatNamesNoPlaceMayHaveArrivedBefore() {
        EventBuilder shipped = moved("shipping", "10:15", PALLET).readAt(PACKER);

        assertMatched(received("10:00", PALLET), shipped);
    }

    @Test
    void amountWithoutUnitOrDocumentDoesNotArriveBeforeItLeaves() {
        assertUnmatched(
                observe("receiving")
                        .on("2026-04-19T10:00:00-04:00")
                        .at(WAREHOUSE)
                        .of(LOT.link(), "10", "CS"),
                shipped("10:15", PALLET));
    }

    @Test
    void clocksDifferByADayAtMost() {
        EventBuilder received = received("10:00", PALLET);

        assertMatched(received, shipped("10:00", PALLET).on("2026-04-20T10:00:00-04:00"));
        assertUnmatched(received, shipped("10:00", PALLET).on("2026-04-20T10:01:00-04:00"));
    }

    @Test
    void shipmentToAnotherPlaceFromAnotherPlaceOrWithOtherDocumentsIsAnother() {
        EventBuilder received = received("10:00", PALLET);

        assertUnmatched(
                received, moved("shipping", "10:15", PALLET).readAt(PACKER).to(STORE));
        assertUnmatched(received("10:00", PALLET).from(PROCESSOR), shipped("10:15", PALLET));
        assertUnmatched(
                received("10:00", PALLET).paper("bol", "urn:bol:1"),
                shipped("10:15", PALLET).paper("bol", "urn:bol:2"));
        assertMatched(
                received("10:00", PALLET).paper("bol", "urn:bol:1"),
                shipped("10:15", PALLET).paper("inv", "urn:inv:2"));
    }

    @Test
    void palletThatLeavesThePlaceOfItsReceiptDidNotComeByThat() {
        assertUnmatched(
                received("10:00", PALLET), moved("shipping", "10:15", PALLET).readAt(WAREHOUSE));
        assertUnmatched(received("10:00", PALLET), moved("shipping", "10:15", PALLET));
    }

    @Test
    void receiptTakesTheTripOfItsTrayAndNotTheNext() {
        EventBuilder[] movements = {received("09:00", TRAY), shipped("10:00", TRAY), received("11:00", TRAY)};

        assertThat(balance(movements).unexplained()).isEqualByComparingTo("10");
        assertThat(balance(movements).inTransit()).isZero();
        assertThat(sources(movements))
                .contains("receiving 11:00 from " + named(PACKER))
                .doesNotContain("receiving 09:00 from " + named(PACKER));
    }

    @Test
    void trayInTransitIsNotTheOneThatCameByAnEarlierTrip() {
        EventBuilder[] movements = {
            shipped("08:00", TRAY),
            received("09:00", TRAY),
            moved("shipping", "09:30", TRAY).readAt(WAREHOUSE).to(PACKER),
            received("10:00", TRAY).at(PACKER).named("back"),
            shipped("11:00", TRAY)
        };

        assertThat(balance(movements).inTransit()).isEqualByComparingTo("10");
        assertThat(balance(movements).unexplained()).isZero();
    }

    @Test
    void ofSeveralReceiptsTheNearestTakesTheShipment() {
        EventBuilder[] movements = {received("08:00", TRAY), received("09:50", TRAY), shipped("10:00", TRAY)};

        assertThat(sources(movements))
                .contains("receiving 09:50 from " + named(PACKER))
                .doesNotContain("receiving 08:00 from " + named(PACKER));
    }

    @Test
    void arrivalToldByTwoEarlyReceiptsIsOne() {
        EventBuilder[] movements = {
            received("10:00", PALLET),
            moved("accepting", "10:05", PALLET).at(WAREHOUSE).from(PACKER),
            shipped("10:15", PALLET)
        };

        assertMatched(movements);
        assertThat(sources(movements)).hasSize(1);
    }

    @Test
    void palletsReceivedTogetherTakeTheirShipments() {
        assertMatched(
                received("10:00", PALLET, OTHER_PALLET), shipped("10:15", PALLET), shipped("10:20", OTHER_PALLET));
        assertMatched(
                received("10:00", PALLET, OTHER_PALLET), shipped("09:00", PALLET), shipped("10:20", OTHER_PALLET));
    }

    @Test
    void shipmentBeforeTheReceiptIsTakenFirst() {
        EventBuilder[] movements = {shipped("08:00", PALLET), received("10:00", PALLET), shipped("10:15", PALLET)};

        assertThat(balance(movements).inTransit()).isEqualByComparingTo("10");
        assertThat(balance(movements).unexplained()).isZero();
    }

    @Test
    void earlierShipmentOfTheSameOrderDoesNotStandInForTheUnit() {
        assertMatched(
                shipped("07:00", OTHER_PALLET).paper("po", "urn:po:1"),
                received("08:00", OTHER_PALLET).paper("po", "urn:po:1"),
                received("10:00", PALLET).paper("po", "urn:po:1"),
                shipped("10:15", PALLET).paper("po", "urn:po:1"));
    }

    @Property(tries = 20)
    void orderOfArrivalDoesNotMatter(@ForAll long seed) {
        List<EventBuilder> told = new ArrayList<>(told(
                received("09:00", TRAY),
                shipped("10:00", TRAY),
                received("11:00", TRAY),
                received("10:00", PALLET),
                shipped("10:15", PALLET, OTHER_PALLET),
                received("10:10", OTHER_PALLET)));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
    }
}
