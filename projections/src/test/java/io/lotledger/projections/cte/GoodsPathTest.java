package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.FIELD;
import static io.lotledger.projections.cte.Food.HARVESTER;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One harvest lot that takes two paths from the field to its packers. */
class GoodsPathTest {
    private static final String OTHER_FARM = DOCK;
    private static final String OTHER_FIELD = STORE;
    private static final String OTHER_COOLER = WAREHOUSE;
    private static final String OTHER_PACKER = PROCESSOR;
    private static final Food A = packedRomaine("A");
    private static final Food B = packedRomaine("B");

    @Test
    void harvestOfEachDeliveryIsTheLastBeforeIt() {
        List<String> rows = packings(
                A,
                harvest("01T06", "12000", FARM, FIELD),
                transport("01T08", "12000", FARM, PACKER),
                receipt("01T09", "12000", PACKER, FARM),
                harvest("02T06", "8000", FARM, OTHER_FIELD),
                transport("02T08", "8000", FARM, PACKER),
                receipt("02T09", "8000", PACKER, FARM),
                packing("03T12", "20000", A, PACKER));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "06/01/2026 12000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled n/a",
                        "06/02/2026 8000 from " + named(FARM) + " " + named(OTHER_FIELD) + " 06/02/2026, cooled n/a");
    }

    @Test
    void packingKnownByItsDateUsedTheDeliveryOfThatDay() {
        assertThat(packings(
                        A,
                        harvest("01T06", "12000", FARM, FIELD),
                        transport("02T08", "12000", FARM, PACKER),
                        receipt("02T09", "12000", PACKER, FARM),
                        packing("02T00", "12000", A, PACKER)))
                .containsExactly(
                        "06/02/2026 12000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled n/a");
    }

    @Test
    void harvestOfADeliveryWithoutASourceIsTheLastBeforeIt() {
        List<String> rows = packings(
                A,
                harvest("01T06", "12000", FARM, FIELD),
                observe("receiving").on(time("01T09")).at(PACKER).of(romaine().link(), "12000", "LBR"),
                harvest("02T06", "8000", FARM, OTHER_FIELD),
                observe("receiving").on(time("02T09")).at(PACKER).of(romaine().link(), "8000", "LBR"),
                packing("03T12", "20000", A, PACKER));

        assertThat(rows)
                .containsExactlyInAnyOrder(
                        "06/01/2026 12000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled n/a",
                        "06/02/2026 8000 from " + named(FARM) + " " + named(OTHER_FIELD) + " 06/02/2026, cooled n/a");
    }

    @Test
    void deliveryStraightFromTheFarmWasNotCooledWhereOthersWere() {
        EventBuilder[] events = {
            harvest("01T06", "20000", FARM, FIELD),
            transport("01T08", "12000", FARM, COOLER),
            receipt("01T09", "12000", COOLER, FARM),
            cooling("01T10", "12000", COOLER),
            transport("02T08", "12000", COOLER, PACKER),
            receipt("02T09", "12000", PACKER, COOLER),
            packing("02T12", "12000", A, PACKER),
            transport("01T11", "8000", FARM, OTHER_PACKER),
            receipt("01T13", "8000", OTHER_PACKER, FARM),
            packing("02T13", "8000", B, OTHER_PACKER)
        };
        String harvested = " from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled ";

        assertThat(packings(A, events)).containsExactly("06/02/2026 12000" + harvested + named(COOLER));
        assertThat(packings(B, events)).containsExactly("06/01/2026 8000" + harvested + "n/a");
    }

    @Test
    void farmsThatShareAHarvestCodeAreToldApartByThePathInAnyOrderOfArrival() {
        List<EventBuilder> events = Stream.concat(
                        Stream.of(
                                harvest("01T06", "12000", FARM, FIELD),
                                harvest("01T07", "8000", OTHER_FARM, OTHER_FIELD)),
                        twoPaths())
                .toList();
        List<EventBuilder> reversed = new ArrayList<>(events);
        Collections.reverse(reversed);
        for (List<EventBuilder> order : List.of(events, reversed)) {
            EventBuilder[] arrived = order.toArray(EventBuilder[]::new);
            assertThat(packings(A, arrived))
                    .containsExactly("06/02/2026 12000 from " + named(FARM) + " " + named(FIELD)
                            + " 06/01/2026, cooled " + named(COOLER));
            assertThat(packings(B, arrived))
                    .containsExactly("06/02/2026 8000 from " + named(OTHER_FARM) + " " + named(OTHER_FIELD)
                            + " 06/01/2026, cooled " + named(OTHER_COOLER));
            assertThat(coolings(Traced.of(romaine(), arrived)))
                    .containsExactlyInAnyOrder(
                            named(COOLER) + " of " + named(FARM), named(OTHER_COOLER) + " of " + named(OTHER_FARM));
        }
    }

    @Test
    void farmWithoutAHarvestIsAGapWhereTheKnownHarvestWentElsewhere() {
        EventBuilder[] events = Stream.concat(Stream.of(harvest("01T06", "12000", FARM, FIELD)), twoPaths())
                .toArray(EventBuilder[]::new);

        assertThat(packings(A, events))
                .containsExactly("06/02/2026 12000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled "
                        + named(COOLER));
        assertThat(packings(B, events))
                .containsExactly("06/02/2026 8000 from missing missing missing, cooled " + named(OTHER_COOLER));
        assertThat(coolings(Traced.of(romaine(), events)))
                .containsExactlyInAnyOrder(named(COOLER) + " of " + named(FARM), named(OTHER_COOLER) + " of missing");
        assertThat(Rows.of(Traced.of(B, events), InitialPacking.class))
                .filteredOn(row -> row.basis().lot().equals(B.key()))
                .allSatisfy(row -> assertThat(row.basis().reason()).contains("its farm is not known"));
    }

    @Test
    void goodsOfTwoFarmsThatWereCooledTogetherHaveARowOfEach() {
        EventBuilder[] events = {
            harvest("01T06", "12000", FARM, FIELD),
            harvest("01T07", "8000", OTHER_FARM, OTHER_FIELD),
            transport("01T08", "12000", FARM, COOLER),
            receipt("01T09", "12000", COOLER, FARM).paper("recadv", paper("R1")),
            transport("01T09", "8000", OTHER_FARM, COOLER),
            receipt("01T10", "8000", COOLER, OTHER_FARM).paper("recadv", paper("R2")),
            cooling("01T11", "20000", COOLER),
            transport("02T08", "20000", COOLER, PACKER),
            receipt("02T09", "20000", PACKER, COOLER),
            packing("02T12", "20000", A, PACKER)
        };

        assertThat(Rows.of(Traced.of(romaine(), events), Cooling.class))
                .extracting(row -> text(row.farm().businessName()) + " " + text(row.documents()))
                .containsExactlyInAnyOrder(
                        named(FARM) + " Receiving Advice R1 | n/a n/a",
                        named(OTHER_FARM) + " Receiving Advice R2 | n/a n/a");
        assertThat(packings(A, events))
                .containsExactlyInAnyOrder(
                        "06/02/2026 20000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled "
                                + named(COOLER),
                        "06/02/2026 20000 from " + named(OTHER_FARM) + " " + named(OTHER_FIELD) + " 06/01/2026, cooled "
                                + named(COOLER));
    }

    @Test
    void goodsThatWentInCirclesOnOneDateKeepTheirFarm() {
        EventBuilder[] circle = {
            harvest("01T06", "12000", FARM, FIELD),
            receipt("02T00", "12000", COOLER, OTHER_COOLER).named("there"),
            receipt("02T00", "12000", OTHER_COOLER, COOLER).named("back"),
            receipt("02T00", "12000", PACKER, COOLER).named("at the packer"),
            packing("02T00", "12000", A, PACKER)
        };
        EventBuilder[] fromTheFarm = Stream.concat(
                        Stream.of(receipt("02T00", "12000", OTHER_COOLER, FARM).named("from the farm")),
                        Stream.of(circle))
                .toArray(EventBuilder[]::new);
        String row = "06/02/2026 12000 from " + named(FARM) + " " + named(FIELD) + " 06/01/2026, cooled n/a";

        assertThat(packings(A, circle)).containsExactly(row);
        assertThat(packings(A, fromTheFarm)).containsExactly(row);
    }

    @Test
    void coolingIsOfWhatCameSinceTheLastOne() {
        assertThat(coolings(Traced.of(
                        romaine(),
                        receipt("01T09", "12000", COOLER, FARM),
                        cooling("01T11", "12000", COOLER),
                        receipt("02T09", "8000", COOLER, OTHER_FARM),
                        cooling("02T11", "8000", COOLER))))
                .containsExactlyInAnyOrder(
                        named(COOLER) + " of " + named(FARM), named(COOLER) + " of " + named(OTHER_FARM));
    }

    @Test
    void farmOfACoolingWithoutHarvestIsTheSourceOfItsOwnReceipt() {
        assertThat(coolings(Traced.of(romaine(), twoPaths().toArray(EventBuilder[]::new))))
                .containsExactlyInAnyOrder(
                        named(COOLER) + " of " + named(FARM), named(OTHER_COOLER) + " of " + named(OTHER_FARM));
    }

    @Test
    void documentsAreThoseOfTheCoolersReceiptAndOfTheRecipientsTransport() {
        CriticalTrackingEvents trace = Traced.of(
                romaine(),
                harvest("01T06", "20000", FARM, FIELD),
                transport("01T08", "12000", FARM, COOLER).paper("bol", paper("T2")),
                receipt("01T09", "12000", COOLER, FARM).paper("recadv", paper("R2")),
                transport("01T08", "8000", FARM, OTHER_COOLER).paper("bol", paper("T4")),
                receipt("01T10", "8000", OTHER_COOLER, FARM).paper("recadv", paper("R4")),
                cooling("01T11", "12000", COOLER),
                transport("02T08", "12000", COOLER, PACKER),
                receipt("02T09", "12000", PACKER, COOLER).paper("recadv", paper("R3")),
                cooling("03T10", "8000", OTHER_COOLER),
                transport("04T08", "8000", OTHER_COOLER, OTHER_PACKER));

        assertThat(Rows.of(trace, Cooling.class))
                .extracting(row -> text(row.cooledAt().businessName()) + " " + text(row.documents()))
                .containsExactlyInAnyOrder(
                        named(COOLER) + " Receiving Advice R2 | n/a n/a",
                        named(OTHER_COOLER) + " Receiving Advice R4 | n/a n/a");
        assertThat(Rows.of(trace, Harvesting.class))
                .extracting(row -> text(row.recipient().businessName()) + " " + text(row.documents()))
                .containsExactlyInAnyOrder(
                        named(COOLER) + " Bill of Lading T2 | n/a n/a",
                        named(OTHER_COOLER) + " Bill of Lading T4 | n/a n/a");
    }

    @Test
    void deliveryThatAnEarlierPackingUsedUpIsNotOneOfTheNext() {
        CriticalTrackingEvents trace = Traced.of(B, packedDayByDay("12000", "LBR"));

        assertThat(packings(B, packedDayByDay("12000", "LBR")))
                .singleElement()
                .satisfies(row -> assertThat(row).startsWith("06/02/2026 8000 "));
        assertThat(Rows.of(trace, InitialPacking.class))
                .filteredOn(row -> row.basis().lot().equals(B.key()))
                .allSatisfy(row -> assertThat(row.basis().reason())
                        .contains("without what was received on 06/01/2026: earlier packings here used all of it"));
        assertThat(packings(A, packedDayByDay("12000", "LBR"))).hasSize(1);
    }

    @Test
    void deliveryStaysOneOfTheNextPackingWhileSomeMayBeLeftOfIt() {
        assertThat(packings(B, packedDayByDay("11000", "LBR"))).hasSize(2);
        assertThat(packings(B, packedDayByDay("12000", "KGM"))).hasSize(2);
    }

    @Test
    void movementsOfPackedFoodNameNoFarmAndNoHarvester() {
        String nothingKnown = "missing missing from missing missing missing, cooled n/a, harvested by missing";
        String noon = "2026-06-01T12:00:00-07:00";

        assertThat(ownPackings(
                        packedItself("01T08", "60"),
                        shipped("01T12", "60", PACKER, STORE),
                        arrived("01T18", "60", STORE, PACKER),
                        packedItself("02T08", "40")))
                .as("two shifts")
                .containsExactly(nothingKnown, nothingKnown);
        assertThat(ownPackings(
                        packedItself("01T08", "100"),
                        shipped("01T00", "40", PACKER, STORE),
                        arrived("01T00", "40", STORE, PACKER)))
                .as("movements known by their date")
                .containsExactly(nothingKnown);
        assertThat(ownPackings(
                        packedItself("01T08", "60").on(noon),
                        shipped("01T12", "60", PACKER, STORE),
                        arrived("01T18", "60", STORE, PACKER).on(noon),
                        packedItself("02T08", "40").on(noon)))
                .as("one instant")
                .containsExactly(nothingKnown, nothingKnown);
        assertThat(ownPackings(
                        packedItself("01T08", "60"),
                        shipped("01T12", "60", PACKER, STORE),
                        arrived("01T18", "60", STORE, PACKER),
                        shipped("02T08", "10", STORE, PACKER),
                        arrived("02T10", "10", PACKER, STORE),
                        packedItself("03T08", "40")))
                .as("a return between two packings")
                .containsExactly(nothingKnown, nothingKnown);
    }

    @Test
    void deliveryBetweenTwoPackingsUnderOneCodeIsStillOneOfTheSecond() {
        assertThat(ownPackings(
                        arrived("01T06", "60", PACKER, FARM),
                        packedItself("01T08", "60"),
                        arrived("02T06", "40", PACKER, OTHER_FARM),
                        packedItself("02T08", "40")))
                .contains("06/02/2026 40 from " + named(OTHER_FARM)
                        + " missing missing, cooled n/a, harvested by missing");
    }

    private static List<String> ownPackings(EventBuilder... events) {
        return Rows.of(Traced.of(A, events), InitialPacking.class).stream()
                .map(row -> text(row.receiveDate()) + " "
                        + text(row.receivedQuantity().amount()) + " from "
                        + text(row.farm().businessName()) + " " + text(row.field()) + " " + text(row.harvestDate())
                        + ", cooled " + text(row.cooledAt().businessName()) + ", harvested by "
                        + text(row.harvesterName()))
                .toList();
    }

    private static EventBuilder packedItself(String time, String cases) {
        return add("packing").on(time(time)).at(PACKER).of(A.link(), cases, "CS");
    }

    private static EventBuilder shipped(String time, String cases, String from, String to) {
        return observe("shipping")
                .on(time(time))
                .readAt(from)
                .of(A.link(), cases, "CS")
                .source("owning_party", HARVESTER)
                .to(to);
    }

    private static EventBuilder arrived(String time, String cases, String at, String from) {
        return observe("receiving")
                .on(time(time))
                .at(at)
                .of(A.link(), cases, "CS")
                .from(from);
    }

    private static EventBuilder[] packedDayByDay(String used, String uom) {
        return new EventBuilder[] {
            harvest("01T06", "20000", FARM, FIELD),
            transport("01T08", "12000", FARM, PACKER),
            receipt("01T09", "12000", PACKER, FARM),
            transformation("packing")
                    .on(time("01T12"))
                    .at(PACKER)
                    .of(romaine().link(), used, uom)
                    .into(A.link(), "600", "CS"),
            transport("02T08", "8000", FARM, PACKER),
            receipt("02T09", "8000", PACKER, FARM),
            packing("02T12", "8000", B, PACKER)
        };
    }

    private static Stream<EventBuilder> twoPaths() {
        return Stream.of(
                transport("01T08", "12000", FARM, COOLER),
                receipt("01T09", "12000", COOLER, FARM),
                transport("01T08", "8000", OTHER_FARM, OTHER_COOLER),
                receipt("01T10", "8000", OTHER_COOLER, OTHER_FARM),
                cooling("01T11", "12000", COOLER),
                cooling("01T12", "8000", OTHER_COOLER),
                transport("02T08", "12000", COOLER, PACKER),
                receipt("02T09", "12000", PACKER, COOLER),
                packing("02T12", "12000", A, PACKER),
                transport("02T10", "8000", OTHER_COOLER, OTHER_PACKER),
                receipt("02T11", "8000", OTHER_PACKER, OTHER_COOLER),
                packing("02T13", "8000", B, OTHER_PACKER));
    }

    private static List<String> packings(Food packed, EventBuilder... events) {
        return Rows.of(Traced.of(packed, events), InitialPacking.class).stream()
                .filter(row -> row.basis().lot().equals(packed.key()))
                .map(row -> text(row.receiveDate()) + " "
                        + text(row.receivedQuantity().amount()) + " from "
                        + text(row.farm().businessName()) + " " + text(row.field()) + " " + text(row.harvestDate())
                        + ", cooled " + text(row.cooledAt().businessName()))
                .toList();
    }

    private static List<String> coolings(CriticalTrackingEvents trace) {
        return Rows.of(trace, Cooling.class).stream()
                .map(row -> text(row.cooledAt().businessName()) + " of "
                        + text(row.farm().businessName()))
                .toList();
    }

    private static String time(String dayAndHour) {
        return "2026-06-" + dayAndHour + ":00:00-07:00";
    }

    private static String paper(String number) {
        return "urn:epcglobal:cbv:bt:9520011000001:" + number;
    }

    private static EventBuilder harvest(String time, String pounds, String farm, String field) {
        return add("creating_class_instance")
                .on(time(time))
                .readAt(farm)
                .locatedAt(field)
                .of(romaine().link(), pounds, "LBR");
    }

    private static EventBuilder transport(String time, String pounds, String from, String to) {
        return observe("transporting")
                .on(time(time))
                .readAt(from)
                .of(romaine().link(), pounds, "LBR")
                .from(from)
                .to(to);
    }

    private static EventBuilder receipt(String time, String pounds, String at, String from) {
        return observe("receiving")
                .on(time(time))
                .at(at)
                .of(romaine().link(), pounds, "LBR")
                .from(from);
    }

    private static EventBuilder cooling(String time, String pounds, String at) {
        return observe("urn:epcglobal:cbv:bizstep:cooling")
                .on(time(time))
                .at(at)
                .of(romaine().link(), pounds, "LBR");
    }

    private static EventBuilder packing(String time, String pounds, Food packed, String at) {
        return transformation("packing")
                .on(time(time))
                .at(at)
                .of(romaine().link(), pounds, "LBR")
                .into(packed.link(), "600", "CS");
    }
}
