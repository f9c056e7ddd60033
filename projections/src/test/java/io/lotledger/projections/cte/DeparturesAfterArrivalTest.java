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
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.MassBalance.Balance;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What leaves after equal goods have arrived is other goods, whatever the steps of the events are called. */
class DeparturesAfterArrivalTest {
    private static final Food LOT = packedRomaine();

    private static EventBuilder leaves(String step, int day, String time, int cases) {
        return observe(step)
                .named(step + " " + day + " " + time)
                .on("2026-04-%02dT%s:00-04:00".formatted(day, time))
                .readAt(PACKER)
                .to(WAREHOUSE)
                .of(LOT.link(), "" + cases, "CS");
    }

    private static EventBuilder arrives(String step, int day, String time, int cases) {
        return observe(step)
                .named(step + " " + day + " " + time)
                .on("2026-04-%02dT%s:00-04:00".formatted(day, time))
                .at(WAREHOUSE)
                .of(LOT.link(), "" + cases, "CS");
    }

    private static EventBuilder onPallet(int day, int cases) {
        return unit(PALLET, Action.ADD, "packing")
                .named("on pallet")
                .on("2026-04-%02dT07:00:00-04:00".formatted(day))
                .at(PACKER)
                .of(LOT.link(), "" + cases, "CS");
    }

    private static EventBuilder pallet(String step, int day, String time) {
        return observe(step)
                .named(step + " " + day + " " + time)
                .on("2026-04-%02dT%s:00-04:00".formatted(day, time))
                .epc(PALLET);
    }

    private static List<EventBuilder> told(EventBuilder... told) {
        EventBuilder packed = transformation("packing")
                .named("packed")
                .on("2026-04-01T06:00:00-04:00")
                .at(PACKER)
                .of(romaine().link(), "2500", "LBR")
                .into(LOT.link(), "200", "CS");
        return Stream.concat(Stream.of(packed), Stream.of(told)).toList();
    }

    /** @param movements a row each */
    private static void assertMoved(int shipped, int received, List<Integer> movements, EventBuilder... events) {
        EventBuilder[] told = told(events).toArray(EventBuilder[]::new);
        Balance balance = Traced.lot(LOT, told).balance().balances().get(0);
        CriticalTrackingEvents rows = Traced.of(LOT, told);

        assertThat(balance.shipped()).as("shipped").isEqualByComparingTo("" + shipped);
        assertThat(balance.received()).as("received").isEqualByComparingTo("" + received);
        assertThat(List.of(
                        Rows.of(rows, Shipping.class).size(),
                        Rows.of(rows, Receiving.class).size()))
                .as("rows of Shipping and of Receiving")
                .isEqualTo(movements);
    }

    @Test
    void secondDeliveryByOtherStepsIsTwoMovements() {
        assertMoved(
                4,
                4,
                List.of(2, 2),
                leaves("shipping", 1, "08:00", 2),
                arrives("receiving", 1, "12:00", 2),
                onPallet(4, 2),
                pallet("departing", 4, "08:00").readAt(PACKER).to(WAREHOUSE),
                pallet("accepting", 4, "12:00").at(WAREHOUSE));
        assertMoved(
                4,
                4,
                List.of(2, 2),
                onPallet(1, 2),
                pallet("departing", 1, "08:00").readAt(PACKER).to(WAREHOUSE),
                pallet("accepting", 1, "12:00").at(WAREHOUSE).from(PACKER),
                leaves("shipping", 4, "08:00", 2),
                arrives("receiving", 4, "12:00", 2).from(PACKER));
        assertMoved(
                4,
                2,
                List.of(2, 1),
                leaves("shipping", 1, "08:00", 2),
                arrives("receiving", 1, "12:00", 2),
                leaves("departing", 4, "08:00", 2));
    }

    @Test
    void deliveriesThatChangeTheirStepsEachTimeAreAllCounted() {
        assertMoved(
                8,
                8,
                List.of(4, 4),
                leaves("shipping", 1, "08:00", 2),
                arrives("receiving", 1, "12:00", 2),
                leaves("departing", 3, "08:00", 2),
                arrives("accepting", 3, "12:00", 2),
                leaves("shipping", 5, "08:00", 2),
                arrives("receiving", 5, "12:00", 2),
                leaves("departing", 7, "08:00", 2),
                arrives("accepting", 7, "12:00", 2));
    }

    @Test
    void deliveriesOfOneOrderAreTwoMovementsAndRecordsWithOneBillOfLadingOne() {
        for (String type : List.of("po", "bol")) {
            boolean isOrder = type.equals("po");
            assertMoved(
                    isOrder ? 4 : 2,
                    isOrder ? 4 : 2,
                    isOrder ? List.of(2, 2) : List.of(1, 1),
                    leaves("shipping", 1, "08:00", 2).paper(type, "urn:doc:1"),
                    arrives("receiving", 1, "12:00", 2).paper(type, "urn:doc:1"),
                    leaves("departing", 4, "08:00", 2).paper(type, "urn:doc:1"),
                    arrives("accepting", 4, "12:00", 2).paper(type, "urn:doc:1"));
        }
    }

    @Test
    void departureWithinADayOfTheArrivalMayBeItsOwnByAnotherClock() {
        EventBuilder ships = leaves("shipping", 1, "08:00", 2);
        EventBuilder arrives = arrives("receiving", 1, "12:00", 2);

        assertMoved(2, 2, List.of(1, 1), ships, arrives, leaves("departing", 2, "12:00", 2));
        assertMoved(4, 2, List.of(2, 1), ships, arrives, leaves("departing", 2, "12:01", 2));
    }

    @Test
    void arrivalByDateMayBeAtTheEndOfItsDay() {
        EventBuilder ships = leaves("shipping", 1, "00:00", 2);
        EventBuilder arrives = arrives("receiving", 2, "00:00", 2);

        assertMoved(2, 2, List.of(1, 1), ships, arrives, leaves("departing", 3, "00:00", 2));
        assertMoved(2, 2, List.of(1, 1), ships, arrives, leaves("departing", 3, "23:00", 2));
        assertMoved(4, 2, List.of(2, 1), ships, arrives, leaves("departing", 4, "00:00", 2));
    }

    @Test
    void receiptMayBeOfAnEarlierShipmentThatIsInTransit() {
        for (int cases : List.of(2, 5)) {
            EventBuilder earlier = leaves("shipping", 1, "08:00", cases);
            EventBuilder ships = leaves("shipping", 2, "08:00", 2);
            EventBuilder arrives = arrives("receiving", 2, "12:00", 2);
            EventBuilder departs = leaves("departing", 5, "08:00", 2);

            assertMoved(cases + 2, 2, List.of(2, 1), earlier, ships, arrives, departs);
            assertMoved(
                    cases + 4,
                    cases + 2,
                    List.of(3, 2),
                    earlier,
                    ships,
                    arrives,
                    arrives("receiving", 2, "13:00", cases),
                    departs);
        }
    }

    @Test
    void shortageOfAnEarlierShipmentIsNotInTransit() {
        assertMoved(
                16,
                11,
                List.of(3, 2),
                leaves("shipping", 1, "08:00", 10),
                arrives("receiving", 1, "12:00", 8),
                leaves("shipping", 2, "09:00", 3),
                arrives("receiving", 2, "12:00", 3),
                leaves("departing", 5, "08:00", 3));
    }

    @Test
    void deliveryInPartsArrivedWithTheLastOfThem() {
        EventBuilder ships = leaves("shipping", 1, "08:00", 10);
        EventBuilder half = arrives("receiving", 1, "12:00", 5);

        assertMoved(10, 5, List.of(1, 1), ships, half, leaves("departing", 4, "08:00", 10));
        assertMoved(
                20,
                10,
                List.of(2, 2),
                ships,
                half,
                arrives("receiving", 1, "13:00", 5),
                leaves("departing", 4, "08:00", 10));
    }

    @Test
    void receiptToldTwiceBringsOneOfTwoShipments() {
        assertMoved(
                4,
                2,
                List.of(2, 1),
                onPallet(1, 2),
                pallet("shipping", 1, "08:00").readAt(PACKER).to(WAREHOUSE),
                pallet("receiving", 1, "12:00").at(WAREHOUSE),
                pallet("accepting", 1, "12:10").at(WAREHOUSE),
                leaves("shipping", 1, "09:00", 2),
                leaves("departing", 4, "08:00", 2));
    }

    @Test
    void receiptFromElsewhereOrAtAnotherPlaceIsOfOtherGoods() {
        EventBuilder ships = leaves("shipping", 1, "08:00", 2);
        EventBuilder departs = leaves("departing", 4, "08:00", 2);

        assertMoved(
                2, 2, List.of(1, 1), ships, arrives("receiving", 1, "12:00", 2).from(PROCESSOR), departs);
        assertMoved(
                2, 2, List.of(1, 1), ships, arrives("receiving", 1, "12:00", 2).at(STORE), departs);
    }

    @Property(tries = 20)
    void orderOfArrivalDoesNotMatter(@ForAll long seed) {
        List<EventBuilder> told = new ArrayList<>(told(
                leaves("shipping", 1, "08:00", 2),
                arrives("receiving", 1, "12:00", 2),
                arrives("accepting", 1, "13:00", 2),
                leaves("shipping", 1, "14:00", 5),
                leaves("departing", 1, "14:00", 5),
                arrives("receiving", 2, "00:00", 5),
                leaves("departing", 4, "00:00", 2),
                leaves("departing", 4, "00:00", 5),
                onPallet(4, 2),
                pallet("accepting", 4, "12:00").at(WAREHOUSE)));
        CriticalTrackingEvents inOrder = Traced.of(LOT, told.toArray(EventBuilder[]::new));
        Collections.shuffle(told, new Random(seed));

        assertThat(Rows.of(inOrder, Shipping.class)).hasSize(4);
        assertThat(Traced.of(LOT, told.toArray(EventBuilder[]::new))).isEqualTo(inOrder);
    }
}
