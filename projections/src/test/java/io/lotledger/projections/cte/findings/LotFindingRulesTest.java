package io.lotledger.projections.cte.findings;

import static io.lotledger.ingest.testing.EventBuilder.add;
import static io.lotledger.ingest.testing.EventBuilder.delete;
import static io.lotledger.ingest.testing.EventBuilder.observe;
import static io.lotledger.ingest.testing.EventBuilder.transformation;
import static io.lotledger.ingest.testing.EventBuilder.unit;
import static io.lotledger.projections.cte.Food.CASE_ONE;
import static io.lotledger.projections.cte.Food.PACKER;
import static io.lotledger.projections.cte.Food.PALLET;
import static io.lotledger.projections.cte.Food.PROCESSOR;
import static io.lotledger.projections.cte.Food.WAREHOUSE;
import static io.lotledger.projections.cte.Food.salad;
import static io.lotledger.projections.cte.findings.FoundInFood.LOT;
import static io.lotledger.projections.cte.findings.FoundInFood.PACKED;
import static io.lotledger.projections.cte.findings.FoundInFood.found;
import static io.lotledger.projections.cte.findings.FoundInFood.kinds;
import static io.lotledger.projections.cte.findings.FoundInFood.received;
import static io.lotledger.projections.cte.findings.FoundInFood.shipped;
import static io.lotledger.projections.cte.model.FindingKind.*;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.Food;
import io.lotledger.projections.cte.Traced;
import io.lotledger.projections.cte.model.Finding;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Events that are ambiguous, unclassified or incomplete. */
class LotFindingRulesTest {
    private static final String OTHER_PALLET = "urn:epc:id:sscc:0614141.0000000078";

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

    @Test
    void looseShipmentThatTwoFormatsTellIsAmbiguous() {
        EventBuilder sheet = looseShipped("by spreadsheet", "2026-04-19T00:00:00Z", "40", "urn:epcglobal:cbv:bt:BOL7");
        EventBuilder epcis =
                looseShipped("by EPCIS", "2026-04-19T08:00:00-04:00", "40", "urn:epcglobal:cbv:bt:0614141000012:BOL7");
        EventBuilder pallet = palletShipped(9, "urn:epcglobal:cbv:bt:0614141000012:BOL7");

        assertThat(found(LOT, PACKED, sheet, epcis))
                .filteredOn(finding -> finding.kind() == AMBIGUOUS_CTE)
                .singleElement()
                .satisfies(twice -> assertThat(twice.eventIds()).containsExactly("by spreadsheet", "by EPCIS"))
                .satisfies(twice -> assertThat(twice.message())
                        .contains("40 cases", "with the same document", "declare one of them"));
        assertThat(kinds(LOT, PACKED, packedOnPallet("packed on it"), sheet, pallet))
                .as("by a ship notice that names the pallet")
                .contains(AMBIGUOUS_CTE);
        for (EventBuilder other : List.of(
                looseShipped("by EPCIS", "2026-04-19T08:00:00-04:00", "40", "urn:epcglobal:cbv:bt:0614141000012:BOL8"),
                looseShipped(
                        "by EPCIS", "2026-04-19T08:00:00-04:00", "41", "urn:epcglobal:cbv:bt:0614141000012:BOL7"))) {
            assertThat(kinds(LOT, PACKED, sheet, other))
                    .as("another bill of lading, or another amount")
                    .doesNotContain(AMBIGUOUS_CTE);
        }
    }

    @Test
    void palletsThatARowOfASpreadsheetTellsTogetherAreAmbiguous() {
        String document = "urn:epcglobal:cbv:bt:0614141000012:BOL7";
        EventBuilder[] notice = {
            packedOnPallet("packed 1", PALLET, "20"),
            packedOnPallet("packed 2", OTHER_PALLET, "10"),
            palletShipped(8, PALLET, document),
            palletShipped(9, OTHER_PALLET, document)
        };
        EventBuilder sheet = looseShipped("by spreadsheet", "2026-04-19T00:00:00Z", "30", "urn:epcglobal:cbv:bt:BOL7");

        assertThat(found(LOT, PACKED, notice[0], notice[1], notice[2], notice[3], sheet))
                .filteredOn(finding -> finding.kind() == AMBIGUOUS_CTE)
                .singleElement()
                .satisfies(twice ->
                        assertThat(twice.eventIds()).containsExactly("by spreadsheet", "shipped at 8", "shipped at 9"))
                .satisfies(twice -> assertThat(twice.message())
                        .contains(
                                "30 cases", "with the same document", "in units by shipping on 2026-04-19 and 1 more"));
        assertThat(found(
                        LOT,
                        PACKED,
                        notice[0],
                        notice[1],
                        notice[2],
                        notice[3],
                        looseShipped("row 1", "2026-04-19T00:00:00Z", "20", document),
                        looseShipped("row 2", "2026-04-19T00:00:00Z", "10", document)))
                .as("by a row for each pallet")
                .filteredOn(finding -> finding.kind() == AMBIGUOUS_CTE)
                .hasSize(2)
                .allSatisfy(twice -> assertThat(twice.eventIds()).hasSize(2));
        for (EventBuilder other : List.of(
                looseShipped("other bill", "2026-04-19T00:00:00Z", "30", "urn:epcglobal:cbv:bt:BOL8"),
                looseShipped("other amount", "2026-04-19T00:00:00Z", "31", document),
                looseShipped("elsewhere", "2026-04-19T00:00:00Z", "30", document, PACKER))) {
            assertThat(kinds(LOT, PACKED, notice[0], notice[1], notice[2], notice[3], other))
                    .doesNotContain(AMBIGUOUS_CTE);
        }
    }

    @Test
    void equalAmountsThatOneDocumentTellsAreTwo() {
        String document = "urn:epcglobal:cbv:bt:0614141000012:ASN7";
        EventBuilder packed = packedOnPallet("packed", PALLET, "30");
        EventBuilder pallet = palletShipped(8, PALLET, document);
        EventBuilder loose = looseShipped("loose", "2026-04-19T08:00:00-04:00", "30", document);

        assertThat(ambiguous(Set.of("packed", "shipped at 8", "loose"), PACKED, packed, pallet, loose))
                .as("a pallet and as many loose cases of one ship notice")
                .isEmpty();
        assertThat(ambiguous(Set.of("packed", "shipped at 8"), PACKED, packed, pallet, loose))
                .as("told by another document")
                .hasSize(1);
        assertThat(ambiguous(
                        Set.of("row 1", "row 2"),
                        PACKED,
                        looseShipped("row 1", "2026-04-19T00:00:00Z", "30", document),
                        looseShipped("row 2", "2026-04-19T00:00:00Z", "30", document)))
                .as("two rows of one spreadsheet")
                .isEmpty();
        assertThat(ambiguous(
                        Set.of("row", "event"),
                        PACKED,
                        looseShipped("row", "2026-04-19T00:00:00Z", "30", document),
                        looseShipped("event", "2026-04-19T08:00:00-04:00", "30", document)))
                .as("captured at once, of two times")
                .hasSize(1);
    }

    @Test
    void palletsAndAsManyLooseCasesOfOneNoticeAreNotOneAmountToldTwice() {
        String document = "urn:epcglobal:cbv:bt:0614141000012:ASN7";
        EventBuilder[] notice = {
            packedOnPallet("packed 1", PALLET, "20"),
            packedOnPallet("packed 2", OTHER_PALLET, "10"),
            palletShipped(8, PALLET, document),
            palletShipped(8, OTHER_PALLET, document).named("the other"),
            looseShipped("loose", "2026-04-19T08:00:00-04:00", "30", document)
        };

        assertThat(ambiguous(
                        Set.of("shipped at 8", "the other", "loose"),
                        PACKED,
                        notice[0],
                        notice[1],
                        notice[2],
                        notice[3],
                        notice[4]))
                .isEmpty();
        assertThat(ambiguous(
                        Set.of("shipped at 8", "the other"),
                        PACKED,
                        notice[0],
                        notice[1],
                        notice[2],
                        notice[3],
                        notice[4]))
                .hasSize(1);
    }

    /** @param together the eventIDs of events that one document told */
    private static List<Finding> ambiguous(Set<String> together, EventBuilder... told) {
        return Traced.findings(LOT, together, told).stream()
                .filter(finding -> finding.kind() == AMBIGUOUS_CTE)
                .toList();
    }

    private static EventBuilder looseShipped(String id, String time, String cases, String document) {
        return looseShipped(id, time, cases, document, WAREHOUSE);
    }

    private static EventBuilder looseShipped(String id, String time, String cases, String document, String to) {
        return observe("shipping")
                .named(id)
                .on(time)
                .of(LOT.link(), cases, "CS")
                .readAt(PACKER)
                .to(to)
                .paper("bol", document);
    }

    private static EventBuilder packedOnPallet(String id) {
        return packedOnPallet(id, PALLET, "40");
    }

    private static EventBuilder packedOnPallet(String id, String pallet, String cases) {
        return unit(pallet, Action.ADD, "packing")
                .named(id)
                .on("2026-04-19T07:00:00-04:00")
                .of(LOT.link(), cases, "CS");
    }

    private static EventBuilder palletShipped(int hour, String document) {
        return palletShipped(hour, PALLET, document);
    }

    private static EventBuilder palletShipped(int hour, String pallet, String document) {
        return observe("shipping")
                .named("shipped at " + hour)
                .on("2026-04-19T0%d:00:00-04:00".formatted(hour))
                .epc(pallet)
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
