package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transaction;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.FARM;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.STORE;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.packedRomaine;
import static io.lotledger.projections.cte.Food.romaine;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.model.FindingKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.KnownFacts;
import io.lotledger.projections.cte.Rows;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LotFindingRulesTest {
    private static final Food LOT = packedRomaine();
    /** These scenarios have no master data; its findings are ignored. */
    private static final Set<FindingKind> IGNORED = Set.of(UNKNOWN_LOCATION, UNKNOWN_PRODUCT);

    private static final EventBuilder PACKED = transformation("packing")
            .named("packed")
            .on("2026-04-18T10:00:00-04:00")
            .at(PACKER)
            .of(romaine().link(), "2500", "LBR")
            .into(LOT.link(), "100", "CS");

    private static EventBuilder shipped(int cases) {
        return shipped(LOT, cases);
    }

    private static EventBuilder shipped(Food lot, int cases) {
        return observe("shipping")
                .named("shipped " + cases)
                .on("2026-04-19T08:00:00-04:00")
                .of(lot.link(), "" + cases, "CS")
                .readAt(PACKER)
                .from(PACKER)
                .to(WAREHOUSE);
    }

    private static EventBuilder received(int cases) {
        return observe("receiving")
                .named("received " + cases)
                .on("2026-04-19T16:00:00-04:00")
                .of(LOT.link(), "" + cases, "CS")
                .at(WAREHOUSE);
    }

    private static EventBuilder madeInto(Food lot, String id, int cases) {
        return transformation("commissioning")
                .named(id)
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "" + cases, "CS")
                .into(lot.link(), "" + cases, "CS");
    }

    private static List<Finding> found(Food lot, EventBuilder... told) {
        return Traced.findings(lot, told).stream()
                .filter(finding -> !IGNORED.contains(finding.kind()))
                .toList();
    }

    private static Stream<FindingKind> kinds(Food lot, EventBuilder... told) {
        return found(lot, told).stream().map(Finding::kind);
    }

    @Test
    void completeChainHasNone() {
        assertThat(found(LOT, PACKED, shipped(40), received(40))).isEmpty();
    }

    @Test
    void shipmentWithActionDeleteIsUnclassifiedAndSaysWhatWouldBeRight() {
        EventBuilder slip = delete("shipping")
                .named("slip")
                .on("2026-04-19T08:00:00-04:00")
                .of(LOT.link(), "40", "CS")
                .readAt(PACKER)
                .to(WAREHOUSE);

        Finding finding = found(LOT, PACKED, slip).get(0);

        assertThat(finding.kind()).isEqualTo(UNCLASSIFIED_EVENT);
        assertThat(finding.eventIds()).containsExactly("slip");
        assertThat(finding.message()).contains("OBSERVE", "bizStep destroying");
    }

    @Test
    void receiptWithActionAddOfALotThatHasASourceIsAmbiguousAndNeedsAShipment() {
        EventBuilder added = add("receiving")
                .named("added")
                .on("2026-04-19T16:00:00-04:00")
                .of(LOT.link(), "40", "CS")
                .at(WAREHOUSE);

        List<Finding> found = found(LOT, PACKED, added);

        assertThat(found).extracting(Finding::kind).containsExactly(UNMATCHED_RECEIVE, AMBIGUOUS_CTE);
        assertThat(found.get(1).eventIds()).containsExactly("added");
        assertThat(found.get(1).message())
                .contains(
                        "whose code packed assigned before",
                        Gln.of(PACKER).orElseThrow().value(),
                        "OBSERVE");
        assertThat(kinds(LOT, PACKED, shipped(40), added)).containsExactly(AMBIGUOUS_CTE);
        assertThat(found(LOT, added))
                .as("the receiver assigns the code (21 CFR 1.1345(b))")
                .isEmpty();
        assertThat(kinds(LOT, PACKED, shipped(40), added.says("exemptSource", true)))
                .as("the event says it")
                .isEmpty();
    }

    @Test
    void unitShippedTwiceWithOneDocumentIsAmbiguous() {
        EventBuilder[] channels = {packedOnPallet("by EPCIS"), packedOnPallet("by ship notice")};

        List<Finding> found = found(
                LOT, PACKED, channels[0], channels[1], palletShipped(8, "urn:bol:1"), palletShipped(9, "urn:bol:1"));

        assertThat(found)
                .filteredOn(finding -> finding.kind() == AMBIGUOUS_CTE)
                .singleElement()
                .satisfies(twice -> assertThat(twice.eventIds()).containsExactly("shipped at 8", "shipped at 9"))
                .satisfies(twice -> assertThat(twice.message()).contains("was shipped twice", "declare one of them"));
        assertThat(kinds(LOT, PACKED, channels[0], palletShipped(8, "urn:bol:1"), palletShipped(9, "urn:bol:2")))
                .doesNotContain(AMBIGUOUS_CTE);
        assertThat(kinds(
                        LOT,
                        PACKED,
                        channels[0],
                        palletShipped(8, "urn:bol:1"),
                        observe("receiving")
                                .named("came back")
                                .on("2026-04-19T08:30:00-04:00")
                                .epc(PALLET)
                                .at(PACKER),
                        palletShipped(9, "urn:bol:1")))
                .as("it came back")
                .doesNotContain(AMBIGUOUS_CTE);
    }

    private static EventBuilder packedOnPallet(String id) {
        return unit(PALLET, Action.ADD, "packing")
                .named(id)
                .on("2026-04-19T07:00:00-04:00")
                .of(LOT.link(), "40", "CS");
    }

    private static EventBuilder palletShipped(int hour, String document) {
        return observe("shipping")
                .named("shipped at " + hour)
                .on("2026-04-19T0%d:00:00-04:00".formatted(hour))
                .epc(PALLET)
                .readAt(PACKER)
                .to(WAREHOUSE)
                .paper("bol", document);
    }

    @Test
    void amountListedBesideAUnitThatHoldsMoreIsAmbiguous() {
        EventBuilder palletized = unit(PALLET, Action.ADD, "packing")
                .named("palletized")
                .on("2026-04-19T07:00:00-04:00")
                .of(LOT.link(), "50", "CS");

        List<Finding> less = found(LOT, PACKED, palletized, shipped(30).epc(PALLET));

        assertThat(less).extracting(Finding::kind).containsExactly(UNMATCHED_SHIP, AMBIGUOUS_CTE);
        assertThat(less.get(1).message()).contains("lists 30 cases", "hold 50 cases");
        assertThat(less.get(1).details()).containsEntry("cte", "shipping");
        assertThat(kinds(LOT, PACKED, palletized, shipped(50).epc(PALLET))).containsExactly(UNMATCHED_SHIP);
        assertThat(kinds(LOT, PACKED, palletized, shipped(80).epc(PALLET))).containsExactly(UNMATCHED_SHIP);
    }

    @Test
    void shipmentIsUnmatchedUntilItsReceipt() {
        Finding finding = found(LOT, PACKED, shipped(40)).get(0);

        assertThat(finding.kind()).isEqualTo(UNMATCHED_SHIP);
        assertThat(finding.eventIds()).containsExactly("shipped 40");
        assertThat(finding.message()).contains("40 cases");
    }

    @Test
    void shipmentWithoutReceiptForThirtyDaysIsOverdue() {
        Finding inTime = found(LOT, PACKED, shipped(40)).get(0);
        assertThat(inTime.details()).containsEntry("overdue", false);
        Finding late =
                Traced.findings(Instant.parse("2026-05-20T12:00:00Z"), KnownFacts.none(), LOT, PACKED, shipped(40))
                        .stream()
                        .filter(finding -> finding.kind() == UNMATCHED_SHIP)
                        .findFirst()
                        .orElseThrow();

        assertThat(late.details()).containsEntry("overdue", true);
        assertThat(late.message()).contains("30 days after it left").contains("overdue");
    }

    @Test
    void findingNamesTheProblemTheQuantityAndTheKeepers() {
        KnownFacts known = KnownFacts.none().place(WAREHOUSE, "name", "North Warehouse", "telephone", "+1 555 0100");
        Finding shortReceipt = Traced.findings(Traced.NOW, known, LOT, PACKED, shipped(40), received(38)).stream()
                .filter(finding -> finding.kind() == SHORT_RECEIPT)
                .findFirst()
                .orElseThrow();

        assertThat(shortReceipt.kind().title()).isEqualTo("Less received than shipped");
        assertThat(shortReceipt.quantities()).isEqualTo("shipped 40 cases, received 38 cases, short 2 cases");
        assertThat(Rows.text(shortReceipt.ask().get(0).businessName())).isEqualTo("North Warehouse");
        assertThat(Rows.text(shortReceipt.ask().get(0).phone())).isEqualTo("+1 555 0100");
    }

    @Test
    void receiptOfLessIsShortAndOfMoreIsOver() {
        Finding under = found(LOT, PACKED, shipped(40), received(38)).get(0);
        assertThat(under.kind()).isEqualTo(SHORT_RECEIPT);
        assertThat(under.eventIds()).containsExactly("shipped 40", "received 38");
        assertThat(under.details())
                .containsEntry("ship_to", Gln.of(WAREHOUSE).orElseThrow().value());

        assertThat(kinds(LOT, PACKED, shipped(40), received(42))).containsExactly(OVER_RECEIPT);
    }

    @Test
    void lotMissingFromTheListOfAReceivedPalletIsShort() {
        EventBuilder packed = unit(PALLET, Action.ADD, "packing")
                .on("2026-04-18T12:00:00-04:00")
                .of(LOT.link(), "30", "CS")
                .of(salad().link(), "20", "CS");
        EventBuilder sent = observe("shipping")
                .on("2026-04-19T08:00:00-04:00")
                .epc(PALLET)
                .from(PACKER)
                .to(WAREHOUSE);
        EventBuilder listed = unit(PALLET, Action.OBSERVE, "receiving")
                .named("listed")
                .on("2026-04-19T12:00:00-04:00")
                .at(WAREHOUSE)
                .of(salad().link(), "20", "CS");

        List<Finding> found = found(LOT, PACKED, packed, sent, listed);
        assertThat(found).extracting(Finding::kind).containsExactly(SHORT_RECEIPT);
        assertThat(found.get(0).eventIds()).contains("listed");
    }

    @Test
    void receiptWithoutShipmentIsUnmatched() {
        assertThat(kinds(LOT, PACKED, received(40))).containsExactly(UNMATCHED_RECEIVE);
    }

    @Test
    void lotFirstSeenWhenItMovesHasAnUnassignedCode() {
        Finding shipped = found(LOT, shipped(40), received(40)).get(0);
        assertThat(shipped.kind()).isEqualTo(TLC_FIRST_SEEN_AT_SHIP);
        assertThat(shipped.cfr()).isEqualTo("1.1320");

        assertThat(kinds(LOT, received(40))).contains(TLC_FIRST_SEEN_AT_RECEIVE);
        EventBuilder ordered = transaction(Action.ADD, "shipping")
                .named("ordered")
                .on("2026-04-19T07:00:00-04:00")
                .readAt(PACKER)
                .of(LOT.link(), "40", "CS")
                .paper("po", "urn:po:1");
        assertThat(kinds(LOT, ordered, shipped(40)))
                .as("a transaction event that adds its document is not the first movement")
                .contains(TLC_FIRST_SEEN_AT_SHIP);
        assertThat(kinds(LOT, PACKED, shipped(40), received(40))).isEmpty();
    }

    @Test
    void harvestLotMovesWithoutACodeYet() {
        assertThat(kinds(
                        romaine(),
                        romaine().harvestedAt(FARM),
                        romaine().takenFrom(FARM, PACKER),
                        romaine().receivedAt(PACKER)))
                .isEmpty();
    }

    @Test
    void usingMoreThanThereIsIsOverConsumption() {
        Finding finding = found(LOT, PACKED, madeInto(salad("A"), "a", 80), madeInto(salad("B"), "b", 40))
                .get(0);

        assertThat(finding.kind()).isEqualTo(OVER_CONSUMPTION);
        assertThat(finding.message()).startsWith("20 cases more");
        assertThat(finding.eventIds()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shortDeliveryOfALotOfUnknownOriginIsNotOverConsumption() {
        assertThat(kinds(LOT, shipped(40), received(38)))
                .contains(SHORT_RECEIPT)
                .doesNotContain(OVER_CONSUMPTION);
        assertThat(kinds(LOT, shipped(40), received(40), shippedOn(40))).doesNotContain(OVER_CONSUMPTION);
    }

    @Test
    void moreUsedOrSentThanAPlaceReceivedIsOverConsumptionWhateverTheOriginOfTheLot() {
        assertThat(kinds(LOT, shipped(40), received(38), madeInto(salad(), "made", 50)))
                .contains(OVER_CONSUMPTION);
        assertThat(kinds(LOT, shipped(40), received(40), shippedOn(45))).contains(OVER_CONSUMPTION);
    }

    private static EventBuilder shippedOn(int cases) {
        return observe("shipping")
                .named("shipped on")
                .on("2026-04-20T08:00:00-04:00")
                .of(LOT.link(), "" + cases, "CS")
                .readAt(WAREHOUSE)
                .from(WAREHOUSE)
                .to(STORE);
    }

    @Test
    void yieldOutsideTheBandIsFoundOnTheLotMade() {
        EventBuilder more = transformation("commissioning")
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "10", "CS")
                .into(salad().link(), "30", "CS");

        Finding finding = found(salad(), PACKED, more).get(0);
        assertThat(finding.kind()).isEqualTo(YIELD_OUT_OF_BAND);
        assertThat(finding.lots()).containsExactly(salad().key(), LOT.key());
        assertThat(kinds(salad(), PACKED, madeInto(salad(), "even", 10))).isEmpty();
    }

    @Test
    void yieldOfATransformationIsOneFindingOfAllLotsMade() {
        EventBuilder more = transformation("commissioning")
                .on("2026-04-20T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "10", "CS")
                .into(salad("A").link(), "15", "CS")
                .into(salad("B").link(), "15", "CS");

        Finding finding = found(salad("A"), PACKED, more).get(0);

        assertThat(found(salad("B"), PACKED, more)).containsExactly(finding);
        assertThat(finding.lots()).containsExactly(salad("A").key(), salad("B").key(), LOT.key());
        assertThat(finding.details())
                .containsEntry(
                        "outputs",
                        List.of(salad("A").key().printed(), salad("B").key().printed()));
    }

    @Test
    void initialPackingThatKeepsTheNumberOfTheHarvestIsNoRework() {
        Food harvest = romaine();
        EventBuilder first = repacked(harvest, "first", 18);
        EventBuilder second = repacked(harvest, "second", 19);

        assertThat(kinds(harvest, harvest.harvestedAt(FARM), first)).isEmpty();
        Finding rework =
                found(harvest, harvest.harvestedAt(FARM), first, second).get(0);
        assertThat(rework.kind()).isEqualTo(REWORK_SAME_TLC);
        assertThat(rework.eventIds()).containsExactly("second");
    }

    private static EventBuilder repacked(Food lot, String id, int day) {
        return transformation("packing")
                .named(id)
                .on("2026-04-%dT10:00:00-04:00".formatted(day))
                .at(FARM)
                .of(lot.link(), "25000", lot.uom())
                .into(lot.link(), "25000", lot.uom());
    }

    @Test
    void reworkUnderTheSameCodeIsFound() {
        assertThat(kinds(LOT, PACKED, madeInto(LOT, "rework", 10))).containsExactly(REWORK_SAME_TLC);
    }

    @Test
    void codeAssignedAtTwoPlacesIsReused() {
        EventBuilder elsewhere = transformation("packing")
                .named("elsewhere")
                .on("2026-04-19T10:00:00-04:00")
                .at(PROCESSOR)
                .of(romaine("H-2").link(), "2500", "LBR")
                .into(LOT.link(), "100", "CS");

        Finding finding = found(LOT, PACKED, elsewhere).get(0);
        assertThat(finding.kind()).isEqualTo(REUSED_TLC);
        assertThat(finding.eventIds()).containsExactly("packed", "elsewhere");
    }

    @Test
    void codeOfATransformationAssignedAgainByAPackingElsewhereIsReused() {
        for (String time : List.of("2026-04-19T10:00:00-04:00", "2026-04-17T10:00:00-04:00")) {
            Finding finding = found(LOT, PACKED, addedAt(PROCESSOR, time)).get(0);
            assertThat(finding.kind()).isEqualTo(REUSED_TLC);
            assertThat(finding.eventIds()).containsExactlyInAnyOrder("packed", "added");
            assertThat(kinds(LOT, PACKED, addedAt(PACKER, time))).doesNotContain(REUSED_TLC);
        }
    }

    private static EventBuilder addedAt(String place, String time) {
        return add("packing").named("added").on(time).at(place).of(LOT.link(), "70", "CS");
    }

    @Test
    void lotMovedBeforeItWasMadeIsFound() {
        EventBuilder early = observe("shipping")
                .named("early")
                .on("2026-04-17T08:00:00-04:00")
                .of(LOT.link(), "40", "CS")
                .readAt(PACKER)
                .from(PACKER)
                .to(STORE);

        assertThat(kinds(LOT, PACKED, early)).contains(USE_BEFORE_CREATION);
    }

    @Test
    void eventWithoutQuantityIsFoundWithTheParagraphThatRequiresIt() {
        EventBuilder uncounted = observe("shipping")
                .named("uncounted")
                .on("2026-04-19T08:00:00-04:00")
                .ofUnknownQuantity(LOT.link())
                .from(PACKER)
                .to(WAREHOUSE);

        List<Finding> found = found(LOT, PACKED, uncounted);
        assertThat(found).extracting(Finding::kind).containsExactlyInAnyOrder(MISSING_QUANTITY, UNMATCHED_SHIP);
        assertThat(found)
                .filteredOn(f -> f.kind() == MISSING_QUANTITY)
                .extracting(Finding::cfr)
                .containsExactly("1.1340(a)(2)");
    }

    @Test
    void shipmentOfALotOfUnknownSourceIsFound() {
        Food plain = new Food("urn:example:lots:17", "CS");
        assertThat(kinds(plain, shipped(plain, 40))).contains(MISSING_TLC_SOURCE, TLC_FIRST_SEEN_AT_SHIP);
        assertThat(kinds(LOT, shipped(40)))
                .as("a link under GS1's own domain leads to no source")
                .contains(MISSING_TLC_SOURCE);
    }

    @Test
    void unclassifiedEventIsFoundAndHoldingIsNot() {
        EventBuilder strange = observe("assembling")
                .named("strange")
                .on("2026-04-19T08:00:00-04:00")
                .of(LOT.link(), "1", "CS");
        EventBuilder stored = observe("storing")
                .named("stored")
                .on("2026-04-19T09:00:00-04:00")
                .of(LOT.link(), "1", "CS");

        assertThat(found(LOT, PACKED, strange, stored)).singleElement().satisfies(finding -> {
            assertThat(finding.kind()).isEqualTo(UNCLASSIFIED_EVENT);
            assertThat(finding.eventIds()).containsExactly("strange");
        });
    }

    @Test
    void choiceOfOursIsCalledAmbiguous() {
        EventBuilder commissioned = EventBuilder.add("commissioning")
                .on("2026-04-18T10:00:00-04:00")
                .at(PACKER)
                .of(LOT.link(), "100", "CS");

        assertThat(kinds(LOT, commissioned)).containsExactly(AMBIGUOUS_CTE);
    }

    @Test
    void serialWithoutAKnownLotIsFound() {
        EventBuilder mixed = observe("inspecting")
                .on("2026-04-19T08:00:00-04:00")
                .of(LOT.link(), "1", "CS")
                .epc(LOT.link().replaceAll("/10/.*", "/21/S1"));

        assertThat(kinds(LOT, PACKED, mixed)).containsExactly(SERIAL_WITHOUT_LOT);
    }

    @Test
    void palletOfUnknownContentsIsFoundInAShipmentAndAmongInputs() {
        EventBuilder packed = unit(PALLET, Action.ADD, "packing")
                .on("2026-04-18T12:00:00-04:00")
                .of(LOT.link(), "100", "CS");
        EventBuilder shipped = observe("shipping")
                .on("2026-04-19T08:00:00-04:00")
                .epc(CASE_ONE, PALLET)
                .readAt(PACKER)
                .to(WAREHOUSE);
        EventBuilder used = transformation("commissioning")
                .on("2026-04-20T08:00:00-04:00")
                .at(PROCESSOR)
                .epc(CASE_ONE)
                .into(salad().link(), "5", "CS");

        List<Finding> ofShipment = found(LOT, PACKED, packed, shipped);
        assertThat(ofShipment).extracting(Finding::kind).contains(SERIAL_WITHOUT_LOT);
        assertThat(ofShipment)
                .filteredOn(finding -> finding.kind() == SERIAL_WITHOUT_LOT)
                .allSatisfy(finding -> assertThat(finding.details()).containsEntry("units", List.of(CASE_ONE)));
        assertThat(kinds(salad(), used)).containsExactly(SERIAL_WITHOUT_LOT);
    }

    @Test
    void shipmentOfNothingNeedsNoReceipt() {
        assertThat(kinds(LOT, PACKED, shipped(0))).isEmpty();
    }

    @Test
    void lotUsedInWhatNoEventNamesIsFound() {
        String product = salad().link().substring(0, salad().link().indexOf("/10/"));
        EventBuilder used = transformation("commissioning")
                .on("2026-04-20T08:00:00-04:00")
                .at(PROCESSOR)
                .of(LOT.link(), "40", "CS");

        assertThat(found(LOT, PACKED, used.into(product, "35", "CS")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.kind()).isEqualTo(SERIAL_WITHOUT_LOT);
                    assertThat(finding.cfr()).isEqualTo("1.1350(a)");
                    assertThat(finding.details()).containsEntry("outputs", List.of(product));
                });
        EventBuilder part = transformation("commissioning")
                .on("2026-04-20T08:00:00-04:00")
                .at(PROCESSOR)
                .partOf("urn:t:1")
                .of(LOT.link(), "40", "CS");
        assertThat(kinds(LOT, PACKED, part)).containsExactly(SERIAL_WITHOUT_LOT);
        assertThat(kinds(
                        LOT,
                        PACKED,
                        part,
                        transformation("commissioning")
                                .named("made")
                                .on("2026-04-20T09:00:00-04:00")
                                .at(PROCESSOR)
                                .partOf("urn:t:1")
                                .into(salad().link(), "40", "CS")))
                .isEmpty();
    }

    @Test
    void palletBesideAListedQuantityIsNotFound() {
        assertThat(kinds(LOT, PACKED, shipped(40).epc(PALLET), received(40))).isEmpty();
    }

    /** A row of FDA's spreadsheet: its date at midnight, and the words of its document. */
    private static EventBuilder row(String step, String date, String number) {
        return observe(step)
                .named(step + " row")
                .on(date + "T00:00:00Z")
                .says("cte", step)
                .of(LOT.link(), "40", "CS")
                .paper("urn:lotledger:document:Bill%20of%20Lading%20%28BOL%29", "urn:epcglobal:cbv:bt:" + number);
    }

    private static EventBuilder shippedUnder(String number) {
        return shipped(40).paper("bol", "urn:epcglobal:cbv:bt:9520014000006:" + number);
    }

    @Test
    void receiptKnownByItsDateMatchesTheShipmentOfThatDay() {
        assertThat(kinds(
                        LOT,
                        PACKED,
                        shipped(40),
                        row("receiving", "2026-04-19", "B1").at(WAREHOUSE)))
                .isEmpty();
        assertThat(kinds(
                        LOT,
                        PACKED,
                        shipped(40),
                        row("receiving", "2026-04-18", "B1").at(WAREHOUSE)))
                .containsExactlyInAnyOrder(UNMATCHED_SHIP, UNMATCHED_RECEIVE);
    }

    @Test
    void documentOfTheSpreadsheetIsTheOneWithThePartnersGln() {
        EventBuilder other = shippedUnder("B2").named("other").on("2026-04-19T06:00:00-04:00");
        EventBuilder receipt = row("receiving", "2026-04-19", "B1").at(WAREHOUSE);

        List<Finding> found = found(LOT, PACKED, other, shippedUnder("B1"), receipt);

        assertThat(found).extracting(Finding::kind).containsExactly(UNMATCHED_SHIP);
        assertThat(found.get(0).eventIds()).containsExactly("other");
    }

    @Test
    void sameNumberOfTwoPartnersIsTwoDocuments() {
        EventBuilder late = shippedUnder("B1").on("2026-04-19T18:00:00-04:00");
        EventBuilder receipt = received(40).paper("bol", "urn:epcglobal:cbv:bt:9520015000005:B1");

        assertThat(kinds(LOT, PACKED, late, receipt)).containsExactlyInAnyOrder(UNMATCHED_SHIP, UNMATCHED_RECEIVE);
    }

    @Test
    void shipmentKnownByItsDateIsNotBeforeThePackingOfThatDay() {
        EventBuilder sameDay =
                row("shipping", "2026-04-18", "B1").readAt(PACKER).to(WAREHOUSE);
        EventBuilder dayBefore =
                row("shipping", "2026-04-17", "B1").readAt(PACKER).to(WAREHOUSE);

        assertThat(kinds(LOT, PACKED, sameDay)).containsExactly(UNMATCHED_SHIP);
        assertThat(kinds(LOT, PACKED, dayBefore)).contains(USE_BEFORE_CREATION);
    }

    @Test
    void placesAndProductsWithoutMasterDataAreFound() {
        List<Finding> found = Traced.findings(LOT, PACKED);

        assertThat(found).extracting(Finding::kind).containsExactlyInAnyOrder(UNKNOWN_LOCATION, UNKNOWN_PRODUCT);
        assertThat(found)
                .filteredOn(f -> f.kind() == UNKNOWN_LOCATION)
                .extracting(f -> f.details().get("location"))
                .containsExactly(PACKER);
    }
}
