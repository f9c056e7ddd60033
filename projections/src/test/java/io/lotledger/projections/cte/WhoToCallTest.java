package io.lotledger.projections.cte;

import static io.lotledger.ingest.testing.EventBuilder.association;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.projections.cte.Food.COOLER;
import static io.lotledger.projections.cte.Food.DOCK;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.HARVESTER;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Rows.named;
import static io.lotledger.projections.cte.Rows.only;
import static io.lotledger.projections.cte.Rows.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Extensions;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.answers.Contact;
import io.lotledger.projections.cte.answers.UnitMovements;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The quantity of a place to call is what it was sent or supplied. */
class WhoToCallTest {
    @Test
    void harvestDividedBetweenTwoRecipientsIsSuppliedInParts() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        hauled("transporting", 8, "15000", PACKER),
                        hauled("transporting", 8, "10000", PROCESSOR)))
                .containsExactlyInAnyOrder(
                        "consignee " + named(PACKER) + " 15000",
                        "consignee " + named(PROCESSOR) + " 10000",
                        "supplier " + named(FARM) + " 25000");
    }

    @Test
    void partOfAHarvestSoldByShippingIsThatPart() {
        assertThat(calls(romaine().harvestedAt(FARM), hauled("shipping", 9, "400", STORE)))
                .containsExactly("consignee " + named(STORE) + " 400", "supplier " + named(FARM) + " 400");
    }

    /** Its log is searched for the days on which the food arrived, not for that of the harvest. */
    @Test
    void whoeverReceivedPartsOfAHarvestIsCalledAboutTheDaysOnWhichTheyLeft() {
        ClassifiedTrace trace = Traced.classified(
                romaine(),
                romaine().harvestedAt(FARM),
                hauled("transporting", 8, "15000", PACKER),
                hauled("transporting", 9, "10000", PACKER).on("2026-04-19T09:00:00-04:00"));

        assertThat(Contact.of(trace, UnitMovements.NONE))
                .allSatisfy(contact -> {
                    assertThat(contact.first().eventTime()).isEqualTo("2026-04-17T12:00:00Z");
                    assertThat(contact.last().eventTime()).isEqualTo("2026-04-19T13:00:00Z");
                })
                .hasSize(2);
    }

    @Test
    void foodCooledTwiceLeavesTheCoolerOnce() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        romaine().takenFrom(FARM, COOLER),
                        romaine().cooledAt(COOLER),
                        romaine().cooledAt(COOLER).named("again").on("2026-04-17T13:00:00-04:00"),
                        romaine().transported(COOLER, PACKER)))
                .contains("consignee " + named(PACKER) + " 25000", "supplier " + named(COOLER) + " 25000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"adHocPurchase", "farmPurchase", "farmToSchool"})
    void placeThatBoughtFoodIsCalledAboutIt(String tab) {
        assertThat(callsAbout(
                        packedRomaine(),
                        observe("receiving")
                                .on("2026-04-19T12:00:00-04:00")
                                .at(STORE)
                                .of(packedRomaine().link(), "2", "CS")
                                .from(WAREHOUSE)
                                .says("cte", tab)))
                .containsExactly("supplier " + named(WAREHOUSE) + " 2", "receiver " + named(STORE) + " 2");
    }

    @Test
    void deliveryToldAsReceivingAndAsAcceptingIsPackedInOneRow() {
        CriticalTrackingEvents events = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                hauled("transporting", 8, "25000", PACKER),
                romaine().receivedAt(PACKER).from(FARM),
                romaine()
                        .receivedAt(PACKER)
                        .from(FARM)
                        .step("accepting")
                        .named("accepted")
                        .on("2026-04-17T16:30:00-04:00"),
                romaine().packedAt(PACKER, packedRomaine()));

        assertThat(text(only(events, InitialPacking.class).harvesterName())).isEqualTo(named(HARVESTER));
    }

    @ParameterizedTest
    @CsvSource({"8,9", "9,8"})
    void harvesterIsTheOwnerInWhicheverRecordOfTheTransportNamesIt(int transporting, int shipping) {
        CriticalTrackingEvents events = Traced.of(
                packedRomaine(),
                romaine().harvestedAt(FARM),
                hauled("transporting", transporting, "25000", PACKER),
                observe("shipping")
                        .on("2026-04-17T0" + shipping + ":00:00-04:00")
                        .readAt(FARM)
                        .of(romaine().link(), "25000", "LBR")
                        .to(PACKER),
                romaine().packedAt(PACKER, packedRomaine()));

        assertThat(text(only(events, InitialPacking.class).harvesterName())).isEqualTo(named(HARVESTER));
    }

    @Test
    void farmKnownOnlyFromAnInitialPackingIsCalled() {
        EventBuilder packed = romaine()
                .packedAt(PACKER, packedRomaine())
                .says("cte", "initialPacking")
                .says(
                        "received",
                        List.of(new Extensions(Map.of(
                                "urn:lotledger:fsma204#farm", FARM,
                                "urn:lotledger:fsma204#commodity", "Lettuce",
                                "urn:lotledger:fsma204#quantity", "100",
                                "urn:lotledger:fsma204#unit", "bins"))));

        assertThat(callsAbout(packedRomaine(), packed)).containsExactly("supplier " + named(FARM) + " 100");
        assertThat(callsAbout(packedRomaine(), romaine().harvestedAt(FARM), packed))
                .as("its harvest names it already")
                .filteredOn(call -> call.startsWith("supplier"))
                .containsExactly("supplier " + named(FARM) + " 25000");
    }

    @ParameterizedTest
    @CsvSource({"shipping, consignee", "transporting, receiver"})
    void packerThatHoldsAHarvestFromAHubIsCalledForIt(String step, String role) {
        EventBuilder[] told = {
            romaine().harvestedAt(FARM),
            moved(step, 8, FARM, COOLER, "25000"),
            received(9, COOLER, "25000"),
            moved(step, 10, COOLER, PACKER, "25000"),
            received(11, PACKER, "25000")
        };
        String[] calls = {
            "consignee " + named(COOLER) + " 25000",
            role + " " + named(PACKER) + " 25000",
            "supplier " + named(FARM) + " 25000"
        };

        assertThat(calls(told)).containsExactlyInAnyOrder(calls);
        EventBuilder packed = romaine().packedAt(PACKER, packedRomaine());
        assertThat(callsAbout(packedRomaine(), and(packed, told)))
                .as("also about what it packed")
                .containsExactlyInAnyOrder(calls);
    }

    @Test
    void harvestThatLeftAHubInPartsAddsUp() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        moved("shipping", 8, FARM, COOLER, "25000"),
                        moved("shipping", 10, COOLER, PACKER, "15000"),
                        moved("shipping", 11, COOLER, PROCESSOR, "4000"),
                        moved("shipping", 12, COOLER, PACKER, "6000")))
                .contains("consignee " + named(PACKER) + " 21000", "consignee " + named(PROCESSOR) + " 4000");
    }

    @Test
    void harvestThatCameBackToAHubIsAddedToWhatTheFarmSentThere() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        moved("shipping", 8, FARM, COOLER, "25000"),
                        moved("shipping", 10, COOLER, PACKER, "25000"),
                        moved("shipping", 12, PACKER, COOLER, "5000")))
                .contains("consignee " + named(COOLER) + " 30000");
    }

    @Test
    void movementFromAHubThatSeveralEventsRecordCountsOnce() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        moved("transporting", 8, FARM, COOLER, "25000"),
                        moved("shipping", 8, FARM, COOLER, "25000"),
                        moved("transporting", 10, COOLER, PACKER, "25000"),
                        moved("shipping", 10, COOLER, PACKER, "25000"),
                        received(11, PACKER, "25000"),
                        received(11, PACKER, "25000").step("accepting")))
                .containsExactlyInAnyOrder(
                        "consignee " + named(COOLER) + " 25000",
                        "consignee " + named(PACKER) + " 25000",
                        "supplier " + named(FARM) + " 25000");
    }

    @Test
    void nobodyIsCalledForAShipmentFromAHubThatIsVoided() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        moved("shipping", 8, FARM, COOLER, "25000"),
                        moved("shipping", 10, COOLER, PACKER, "25000"),
                        moved("void_shipping", 11, COOLER, PACKER, "25000")))
                .containsExactlyInAnyOrder(
                        "consignee " + named(COOLER) + " 25000", "supplier " + named(FARM) + " 25000");
    }

    @Test
    void placeThatHoldsAHarvestOfUnknownAmountIsCalled() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        moved("shipping", 8, FARM, COOLER, "25000"),
                        observe("receiving")
                                .on("2026-04-17T11:00:00-04:00")
                                .at(PACKER)
                                .ofUnknownQuantity(romaine().link())))
                .contains("receiver " + named(PACKER) + " missing");
    }

    @Test
    void geographicPointThatReceivedAHarvestIsCalled() {
        assertThat(Contact.of(
                        Traced.classified(
                                romaine(),
                                romaine().harvestedAt(FARM),
                                moved("shipping", 8, FARM, COOLER, "25000"),
                                moved("shipping", 10, COOLER, "geo:36.67,-121.65", "25000")),
                        UnitMovements.NONE))
                .extracting(contact -> text(contact.place().street()))
                .contains("36.67, -121.65");
    }

    /** Its shipment names the lot of the harvest alone. */
    @Test
    void consigneeOfAnotherLotIsTheReceiverOfALotThatNoShipmentNames() {
        assertThat(callsAbout(
                        packedRomaine(),
                        romaine().harvestedAt(FARM),
                        hauled("shipping", 8, "25000", PACKER),
                        romaine().packedAt(WAREHOUSE, packedRomaine()),
                        packedRomaine().arrivedAt(PACKER, WAREHOUSE)))
                .contains("consignee " + named(PACKER) + " 25000", "receiver " + named(PACKER) + " 500");
    }

    @Test
    void receiptFromSeveralSourcesIsReceivedOnce() {
        assertThat(callsAbout(
                        packedRomaine(),
                        romaine().packedAt(PACKER, packedRomaine()),
                        packedRomaine().arrivedAt(STORE, WAREHOUSE).from(DOCK)))
                .contains("receiver " + named(STORE) + " 500");
    }

    /** An asset is joined to the lot, which goes nowhere. */
    @Test
    void associationWithTheStepOfAReceiptReceivesNothing() {
        assertThat(calls(
                        romaine().harvestedAt(FARM),
                        hauled("shipping", 8, "25000", COOLER),
                        association("https://id.gs1.org/8003/095200000000001", "receiving")
                                .on("2026-04-17T11:00:00-04:00")
                                .at(PACKER)
                                .of(romaine().link(), "25000", "LBR")))
                .containsExactlyInAnyOrder(
                        "consignee " + named(COOLER) + " 25000", "supplier " + named(FARM) + " 25000");
    }

    private static EventBuilder moved(String step, int hour, String from, String to, String pounds) {
        return observe(step)
                .on("2026-04-17T%02d:00:00-04:00".formatted(hour))
                .readAt(from)
                .of(romaine().link(), pounds, "LBR")
                .between(from, to);
    }

    private static EventBuilder received(int hour, String place, String pounds) {
        return observe("receiving")
                .on("2026-04-17T%02d:30:00-04:00".formatted(hour))
                .at(place)
                .of(romaine().link(), pounds, "LBR");
    }

    private static EventBuilder[] and(EventBuilder last, EventBuilder... told) {
        return Stream.concat(Stream.of(told), Stream.of(last)).toArray(EventBuilder[]::new);
    }

    private static EventBuilder hauled(String step, int hour, String pounds, String to) {
        return observe(step)
                .on("2026-04-17T0" + hour + ":00:00-04:00")
                .readAt(FARM)
                .of(romaine().link(), pounds, "LBR")
                .source("owning_party", HARVESTER)
                .to(to);
    }

    private static List<String> calls(EventBuilder... told) {
        return callsAbout(romaine(), told);
    }

    private static List<String> callsAbout(Food lot, EventBuilder... told) {
        return Contact.of(Traced.classified(lot, told), UnitMovements.NONE).stream()
                .flatMap(contact -> contact.lines().stream()
                        .map(line -> line.role().word() + " "
                                + text(line.place().businessName()) + " " + text(line.amount())))
                .toList();
    }
}
