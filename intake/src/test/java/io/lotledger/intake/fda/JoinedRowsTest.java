package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.text.Violation;
import io.lotledger.intake.DerivedEventID;
import io.lotledger.intake.fda.row.TabTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Rows that are one event together, and the lots that they name with and without a source. */
class JoinedRowsTest {
    private static final String INPUT = "Traceability Lot Code for the FTL Food used in Transformation (if applicable)";
    private static final String OUTPUT =
            "New Traceability Lot Code you assigned to the Food Produced Through Transformation";
    private static final String REFERENCE = "Traceability Lot Code Source Reference (if applicable)";

    @Test
    void permutedReceiptsGiveTheSamePacking() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String amount : List.of("5", "7", "6")) rows.add(packing(amount));
        Set<Object> events = ReadTable.csv(table("Initial Packing", rows)).content();
        Collections.swap(rows, 0, 2);
        ReadTable swapped = ReadTable.csv(table("Initial Packing", rows));

        assertThat(swapped.events).hasSize(1);
        assertThat(swapped.events.get(0).node().path("lotledger:received")).hasSize(3);
        assertThat(swapped.record(0).place()).isEqualTo("Initial Packing!2-4");
        assertThat(receipts(swapped.content())).isEqualTo(receipts(events));
    }

    private static String receipts(Set<Object> events) {
        return ((tools.jackson.databind.JsonNode) events.iterator().next())
                .path("lotledger:received")
                .toString();
    }

    /** Cells by the place of their columns: FDA gives columns of this tab long titles. */
    private static Map<String, String> packing(String received) {
        var columns = ReadTable.tab("Initial Packing").columns();
        Map<String, String> row = new java.util.HashMap<>();
        Map.of(0, "Romaine", 3, received, 4, "lbs", 25, "PACKED", 42, "11/05/2026")
                .forEach((column, text) -> row.put(TabTable.title(columns.get(column)), text));
        return row;
    }

    @Test
    void permutedRowsGiveTheSameEvents() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (int i = 0; i < 6; i++) rows.add(shipment("Quantity", Integer.toString(i / 2)));
        Set<Object> events = ReadTable.csv(table("Shipping", rows)).content();
        Collections.shuffle(rows, new Random(3));

        assertThat(ReadTable.csv(table("Shipping", rows)).content())
                .isEqualTo(events)
                .hasSize(6);
    }

    @Test
    void twoSourcesMayUseOneLotCode() {
        String source = "Location Description for the Traceability Lot Code Source - ";
        ReadTable read = ReadTable.csv(
                table("Shipping", List.of(shipment(), shipment(source + "Business Name", "Other Packing"))));

        assertThat(read.events.get(0).node().at("/quantityList/0/epcClass"))
                .isNotEqualTo(read.events.get(1).node().at("/quantityList/0/epcClass"));
    }

    @Test
    void rowThatNamesNoSourceTakesTheOnlyOneOfTheFile() {
        Map<String, String> without = shipment("Reference Document Number", "BOL 18");
        without.keySet().removeIf(title -> title.contains("Lot Code Source"));

        ReadTable read = ReadTable.csv(table("Shipping", List.of(without, shipment())));
        ReadTable alone = ReadTable.csv(table("Shipping", List.of(without)));

        assertThat(read.events.get(0).node().at("/quantityList/0/epcClass"))
                .isEqualTo(read.events.get(1).node().at("/quantityList/0/epcClass"));
        assertThat(read.warnings()).isEmpty();
        assertThat(alone.warnings()).containsExactly("Shipping!A2 \"Traceability Lot Code\": source");
    }

    @Test
    void transformationOfManyInputsIsOneEvent() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String input : List.of("A", "B", "C")) {
            rows.add(Map.of(
                    "Traceability Lot Code for the FTL Food used in Transformation (if applicable)",
                    input,
                    "Quantity of the food from this traceability lot that was used in the transformation (if applicable)",
                    "5",
                    "Unit of measure for the food from this traceability lot that was used in the transformation (if"
                            + " applicable)",
                    "lbs",
                    "New Traceability Lot Code you assigned to the Food Produced Through Transformation",
                    "NEW",
                    "Transformation Completion Date",
                    "11/05/2026",
                    "Quantity of the Food Produced through Transformation",
                    "15",
                    "Unit of Measure for the Food Produced through Transformation",
                    "pounds"));
        }

        ReadTable read = ReadTable.csv(table("Transformation", rows));

        assertThat(read.events).hasSize(1);
        assertThat(read.events.get(0).node().path("inputQuantityList")).hasSize(3);
        assertThat(read.events.get(0).node().path("outputQuantityList")).hasSize(1);
        assertThat(read.record(0).place()).isEqualTo("Transformation!2-4");
    }

    @Test
    void inputTakesTheOnlySourceThatOtherRowsGiveByReference() {
        Map<String, String> made = transformation("RAW", "60", "L2", "20");
        made.put(REFERENCE, "FFRN:13344288264");

        ReadTable read = ReadTable.csv(table("Transformation", List.of(made, transformation("L2", "20", "M1", "5"))));

        assertThat(read.events.get(1).node().at("/inputQuantityList/0/epcClass"))
                .isEqualTo(read.events.get(0).node().at("/outputQuantityList/0/epcClass"));
        assertThat(read.warnings())
                .as("of L2 none")
                .containsExactlyInAnyOrder(
                        "Transformation!A2 \"" + INPUT + "\": source", "Transformation!J3 \"" + OUTPUT + "\": source");
    }

    @Test
    void lotsOfOneTransformationHaveItsInputsOnceWhateverTheirReferences() {
        for (List<String> references : List.of(List.of("FFRN:1", "FFRN:1"), List.of("FFRN:1", "FFRN:2"))) {
            Map<String, String> one = transformation("I1", "60", "O1", "20");
            one.put(REFERENCE, references.get(0));
            Map<String, String> other = transformation("I1", "60", "O2", "30");
            other.put(REFERENCE, references.get(1));

            ReadTable read = ReadTable.csv(table("Transformation", List.of(other, one)));

            assertThat(read.events).as(references.toString()).hasSize(2);
            assertThat(texts(read, "/transformationID"))
                    .containsOnly(read.events.get(1).node().path("eventID").asString());
            assertThat(texts(read, "/inputQuantityList/0/quantity")).containsExactly("", "60");
            assertThat(texts(read, "/lotledger:tlcSourceReference"))
                    .containsExactly(references.get(1), references.get(0));
        }
    }

    @Test
    void transformationsOfOtherQuantitiesStayApart() {
        Map<String, String> one = transformation("I1", "60", "O1", "20");
        one.put(REFERENCE, "FFRN:1");

        ReadTable read = ReadTable.csv(table("Transformation", List.of(one, transformation("I1", "61", "O2", "30"))));

        assertThat(texts(read, "/transformationID")).doesNotHaveDuplicates();
        assertThat(texts(read, "/inputQuantityList/0/quantity")).containsExactly("60", "61");
    }

    @Test
    void lotAddedToATransformationChangesNoneOfItsEvents() {
        for (String reference : List.of("", "FFRN:1")) {
            Map<String, String> s5 = transformation("A1", "50", "S5", "80");
            s5.put(REFERENCE, reference);
            Map<String, String> s1 = transformation("A1", "50", "S1", "10");
            s1.put(REFERENCE, reference);
            ReadTable first = ReadTable.csv(table("Transformation", List.of(s5)));

            ReadTable longer = ReadTable.csvAfter(table("Transformation", List.of(s5, s1)), first);
            ReadTable permuted = ReadTable.csvAfter(table("Transformation", List.of(s1, s5)), first);

            assertThat(longer.events.get(0).node())
                    .isEqualTo(first.events.get(0).node());
            assertThat(texts(longer, "/inputQuantityList/0/quantity")).containsExactly("50", "");
            assertThat(texts(longer, "/transformationID"))
                    .containsOnly(first.events.get(0).node().path("eventID").asString());
            assertThat(permuted.content()).isEqualTo(longer.content());
            assertThat(ReadTable.csvAfter(table("Transformation", List.of(s1, s5)), first, longer)
                            .content())
                    .as("the longer file again")
                    .isEqualTo(longer.content());
        }
    }

    @Test
    void lotLeftOutOfATransformationChangesNoneOfItsEvents() {
        Map<String, String> s1 = transformation("A1", "50", "S1", "80");
        Map<String, String> s2 = transformation("A1", "50", "S2", "10");
        ReadTable both = ReadTable.csv(table("Transformation", List.of(s1, s2)));

        ReadTable withoutTheInputs = ReadTable.csvAfter(table("Transformation", List.of(s2)), both);
        ReadTable withoutTheOther = ReadTable.csvAfter(table("Transformation", List.of(s1)), both);

        assertThat(texts(both, "/inputQuantityList/0/quantity")).containsExactly("50", "");
        assertThat(withoutTheOther.events.get(0).node())
                .isEqualTo(both.events.get(0).node());
        assertThat(withoutTheInputs.events.get(0).node())
                .isEqualTo(both.events.get(1).node());
        assertThat(withoutTheInputs.warnings()).contains("Transformation!J2 \"" + OUTPUT + "\": inputs");
    }

    @Test
    void inputsThatAreCorrectedWithoutTheLotThatHoldsThemAreAnError() {
        Map<String, String> s1 = transformation("A1", "50", "S1", "80");
        ReadTable both = ReadTable.csv(table("Transformation", List.of(s1, transformation("A1", "50", "S2", "10"))));

        ReadTable corrected =
                ReadTable.csvAfter(table("Transformation", List.of(transformation("A1", "49", "S2", "10"))), both);

        assertThat(corrected.errors()).containsExactly("Transformation!J2 \"" + OUTPUT + "\": inputs");
    }

    @Test
    void lotsOfTwoFilesThatAreOneTransformationInAThirdAreWarnedOf() {
        Map<String, String> s1 = transformation("A1", "50", "S1", "80");
        Map<String, String> s2 = transformation("A1", "50", "S2", "10");
        ReadTable first = ReadTable.csv(table("Transformation", List.of(s1)));
        ReadTable second = ReadTable.csvAfter(table("Transformation", List.of(s2)), first);

        ReadTable both = ReadTable.csvAfter(table("Transformation", List.of(s1, s2)), first, second);

        assertThat(both.warnings()).contains("Transformation!J3 \"" + OUTPUT + "\": inputs");
    }

    @Test
    void lotOfATransformationThatAnEarlierFileHasIsWarnedOf() {
        Map<String, String> s1 = transformation("A1", "50", "S1", "80");
        Map<String, String> s2 = transformation("A1", "50", "S2", "10");
        ReadTable first = ReadTable.csv(table("Transformation", List.of(s1)));

        ReadTable second = ReadTable.csvAfter(table("Transformation", List.of(s2)), first);
        ReadTable again = ReadTable.csvAfter(table("Transformation", List.of(s1)), first);
        ReadTable ofOthers =
                ReadTable.csvAfter(table("Transformation", List.of(transformation("A1", "49", "S2", "10"))), first);

        assertThat(second.record(0).warnings())
                .filteredOn(warning -> warning.rule().equals("inputs"))
                .singleElement()
                .satisfies(warning -> assertThat(warning.message())
                        .contains(
                                "earlier-capture",
                                first.events.get(0).node().path("eventID").asString(),
                                "?replaces="));
        assertThat(again.warnings()).noneMatch(warning -> warning.endsWith(": inputs"));
        assertThat(ofOthers.warnings()).noneMatch(warning -> warning.endsWith(": inputs"));
    }

    @Test
    void changedInputsStayInTheEventThatToldThem() {
        ReadTable before = ReadTable.csv(table(
                "Transformation",
                List.of(transformation("A1", "50", "S1", "80"), transformation("A1", "50", "S2", "10"))));

        ReadTable after = ReadTable.csvAfter(
                table(
                        "Transformation",
                        List.of(
                                transformation("A1", "60", "S0", "5"),
                                transformation("A1", "60", "S1", "80"),
                                transformation("A1", "60", "S2", "10"))),
                before);

        assertThat(texts(after, "/inputQuantityList/0/quantity")).containsExactly("", "60", "");
        assertThat(after.events.get(2).node()).isEqualTo(before.events.get(1).node());
    }

    @Test
    void lotMovedToOtherInputsTellsThem() {
        ReadTable before = ReadTable.csv(table(
                "Transformation",
                List.of(transformation("A1", "50", "S1", "80"), transformation("A1", "50", "S2", "10"))));

        ReadTable moved = ReadTable.csvAfter(
                table(
                        "Transformation",
                        List.of(transformation("A2", "7", "S1", "80"), transformation("A1", "50", "S2", "10"))),
                before);

        assertThat(texts(moved, "/inputQuantityList/0/quantity")).containsExactly("7", "50");
        assertThat(texts(moved, "/transformationID")).doesNotHaveDuplicates();
    }

    @Test
    void lotsThatAnEarlierVersionStoredAsOneEventRemainIt() {
        Map<String, String> s1 = transformation("A1", "50", "S1", "80");
        Map<String, String> s2 = transformation("A1", "50", "S2", "10");
        ReadTable apart = ReadTable.csv(table("Transformation", List.of(s1, s2)));
        ObjectNode stored = (ObjectNode) apart.events.get(0).node().deepCopy();
        stored.withArray("outputQuantityList").add(apart.events.get(1).node().at("/outputQuantityList/0"));
        String id = DerivedEventID.of(
                ReadTable.ORGANISATION, "fda:transformation", List.of("", "11/05/2026", "", "", "", "", "S1", "S2"));
        stored.put("eventID", id).put("transformationID", id);

        ReadTable again = ReadTable.csvAfterEvent(table("Transformation", List.of(s2, s1)), stored);
        ReadTable longer = ReadTable.csvAfterEvent(
                table("Transformation", List.of(s1, s2, transformation("A1", "50", "S0", "3"))), stored);

        assertThat(again.content()).containsExactly(stored);
        assertThat(longer.events.get(0).node()).isEqualTo(stored);
        assertThat(texts(longer, "/transformationID")).containsExactly(id, id);
        assertThat(texts(longer, "/inputQuantityList/0/quantity")).containsExactly("50", "");
    }

    /** The law of growing files: whatever the order in which rows come and go, no event changes and inputs count once. */
    @Test
    void fileThatGrowsAndShrinksHasTheInputsOfEachTransformationOnce() {
        for (int seed = 0; seed < 40; seed++) {
            Random random = new Random(seed);
            List<Map<String, String>> rows = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                rows.add(transformation("A" + i % 2, "50", "S" + (i * 3 + seed) % 7, "80"));
                if (random.nextInt(3) == 0) rows.get(i).put(REFERENCE, "FFRN:1");
            }
            Collections.shuffle(rows, random);
            List<ReadTable> captured = new ArrayList<>();
            for (int size : List.of(1, 3, 4, 7, 5, 2)) {
                List<Map<String, String>> some = new ArrayList<>(rows.subList(0, size));
                Collections.shuffle(some, random);
                captured.add(ReadTable.csvAfter(table("Transformation", some), captured.toArray(ReadTable[]::new)));
            }

            Set<Object> events = new HashSet<>();
            captured.forEach(read -> events.addAll(read.content()));
            Map<String, Integer> told = new TreeMap<>();
            for (Object event : events) {
                ((JsonNode) event)
                        .path("inputQuantityList")
                        .forEach(input -> told.merge(input.path("epcClass").asString(), 1, Integer::sum));
            }
            assertThat(events).as("seed " + seed).hasSize(7);
            assertThat(told.values()).as("seed " + seed + told).containsExactly(1, 1);
        }
    }

    @Test
    void repeatedLotOfATransformationKeepsItsEvent() {
        Map<String, String> one = transformation("A1", "50", "S1", "80");
        ReadTable first = ReadTable.csv(table("Transformation", List.of(one)));

        ReadTable longer = ReadTable.csvAfter(
                table("Transformation", List.of(transformation("A1", "50", "S1", "20"), one)), first);

        assertThat(texts(longer, "/inputQuantityList/0/quantity")).containsExactly("", "50");
        assertThat(texts(longer, "/transformationID"))
                .contains(first.events.get(0).node().path("eventID").asString());
    }

    static Map<String, String> transformation(String input, String used, String output, String made) {
        Map<String, String> row = new java.util.HashMap<>();
        row.put(INPUT, input);
        row.put(
                "Quantity of the food from this traceability lot that was used in the transformation (if applicable)",
                used);
        row.put(
                "Unit of measure for the food from this traceability lot that was used in the transformation (if"
                        + " applicable)",
                "cases");
        row.put(OUTPUT, output);
        row.put("Transformation Completion Date", "11/05/2026");
        row.put("Quantity of the Food Produced through Transformation", made);
        row.put("Unit of Measure for the Food Produced through Transformation", "pounds");
        return row;
    }

    /** The value at a JSON pointer of each event. */
    static List<String> texts(ReadTable read, String pointer) {
        return read.events.stream()
                .map(event -> event.node().at(pointer).asString(""))
                .toList();
    }

    @Test
    void lotsPackedFromOneDeliveryHaveItOnceAsInput() {
        ReadTable read = ReadTable.csv(
                table("Initial Packing", List.of(packed("400", "A2"), packed("300", "A3"), packed("400", "A1"))));

        assertThat(texts(read, "/inputQuantityList/0/quantity")).containsExactly("", "300", "400");
        assertThat(texts(read, "/lotledger:received/0/lotledger:quantity")).containsExactly("400", "300", "400");
        String a1 = read.events.get(2).node().path("eventID").asString();
        String a3 = read.events.get(1).node().path("eventID").asString();
        assertThat(texts(read, "/transformationID")).containsExactly(a1, a3, a1);
    }

    @Test
    void lotPackedBesideOthersChangesNoneOfTheirEvents() {
        ReadTable first = ReadTable.csv(table("Initial Packing", List.of(packed("400", "A5"))));

        ReadTable longer =
                ReadTable.csvAfter(table("Initial Packing", List.of(packed("400", "A5"), packed("400", "A1"))), first);

        assertThat(longer.events.get(0).node()).isEqualTo(first.events.get(0).node());
        assertThat(texts(longer, "/inputQuantityList/0/quantity")).containsExactly("400", "");
        assertThat(texts(longer, "/transformationID"))
                .containsOnly(first.events.get(0).node().path("eventID").asString());
    }

    /** A lot packed from a delivery of a known harvest. */
    private static Map<String, String> packed(String received, String code) {
        var columns = ReadTable.tab("Initial Packing").columns();
        Map<String, String> row = packing(received);
        Map.of(5, "Green Farm", 16, "11/01/2026", 25, code)
                .forEach((column, text) -> row.put(TabTable.title(columns.get(column)), text));
        return row;
    }

    @Test
    void sproutsWithoutTheirPackingAreRefused() {
        ReadTable read = ReadTable.csv(table(
                "Initial Packing Sprouts",
                List.of(Map.of(
                        "Description of the seeds - Type or Taxonomic name", "Vigna radiata",
                        "Reference Document Type", "Work Order",
                        "Reference Document Number", "WO-1"))));

        assertThat(read.errors()).hasSize(1).allMatch(error -> error.endsWith(": sprouts"));
    }

    /** They were joined, and each packing without documents got the seeds. */
    @Test
    void sproutsWithoutDocumentsAreJoinedWithNoPacking() {
        ReadTable read = ReadTable.csv(table(
                "Initial Packing Sprouts",
                List.of(Map.of("Description of the seeds - Type or Taxonomic name", "Vigna radiata"))));

        assertThat(read.events)
                .flatExtracting(event -> requireNonNull(event.source()).errors())
                .extracting(Violation::message)
                .anyMatch(message -> message.contains("has no reference documents"));
    }

    @Test
    void secondDocumentWithoutItsNumberIsLeftOutWithAWarning() {
        String type = ReadTable.tab("Shipping").columns().stream()
                .map(TabTable::title)
                .filter(title -> title.startsWith("Reference Document Type2"))
                .findFirst()
                .orElseThrow();

        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment(type, "Invoice"))));

        assertThat(read.warnings()).anyMatch(warning -> warning.endsWith(": document"));
        assertThat(ReadTable.csv(table("Shipping", List.of(shipment()))).warnings())
                .noneMatch(warning -> warning.endsWith(": document"));
    }
}
