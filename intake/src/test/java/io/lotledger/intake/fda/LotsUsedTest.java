package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.JoinedRowsTest.texts;
import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.epcis.identifier.TextLot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lots that a transformation used, whose source no column names. */
class LotsUsedTest {
    private static final String MADE_AT = "Location Description for where you Transformed the Food (i.e., the"
            + " Traceability Lot Code Source) - Business Name";
    private static final String KITCHEN = "GLN 9506000134369";
    private static final String LETTUCE = "BF0901-D";

    private final ReadTable packed = shipped(shippedFrom(KITCHEN));
    private final ReadTable otherPacked = shipped(ofOtherPacker("11/03/2026"));

    @Test
    void inputOfALaterFileIsTheOnlyLotOfItsCodeAtThePlace() {
        ReadTable elsewhere = shipped(shippedFrom("GLN 9506000134376"));
        Map<String, String> used = used(LETTUCE, "M1");

        ReadTable later = transformed(List.of(used), packed, elsewhere);

        assertThat(sources(later)).containsExactly(source(packed));
        assertThat(messages(later)).singleElement().asString().contains("the only one with this code");
        assertThat(sources(transformed(List.of(used), elsewhere)))
                .as("a lot of another place")
                .containsExactly(TextLot.UNKNOWN_SOURCE);
    }

    @Test
    void inputThatMayBeOneOfTwoLotsIsNeitherThoughATransformationOfTheDayUsedOne() {
        ReadTable first = transformed(List.of(used(LETTUCE, "M1")), packed);

        ReadTable second = transformed(List.of(used(LETTUCE, "M2", "61")), packed, first, otherPacked);

        assertThat(sources(second)).containsExactly(TextLot.UNKNOWN_SOURCE);
        assertThat(messages(second)).singleElement().asString().startsWith("2 lots that the log has at this place");
    }

    @Test
    void rowKeepsTheLotThatItsStoredEventUsesWhateverIsKnownNow() {
        Map<String, String> used = used(LETTUCE, "M1");
        ReadTable first = transformed(List.of(used), packed);

        ReadTable again = transformed(List.of(used), packed, first, otherPacked);
        ReadTable longer = transformed(List.of(used, used(LETTUCE, "M2", "61")), packed, first, otherPacked);

        assertThat(again.content()).isEqualTo(first.content());
        assertThat(messages(again)).singleElement().asString().contains("in the transformation of this row");
        assertThat(longer.events.get(0).node()).isEqualTo(first.events.get(0).node());
        assertThat(sources(longer)).containsExactly(source(packed), TextLot.UNKNOWN_SOURCE);
    }

    @Test
    void rowKeepsItsLotInAFileThatNamesSeveralSources() {
        Map<String, String> used = used(LETTUCE, "M1");
        ReadTable first = transformed(List.of(used), packed);

        ReadTable longer = transformed(List.of(used, madeAt("GLN 9506000134376"), madeAt("GLN 9506000134352")), first);

        assertThat(longer.events.get(0).node()).isEqualTo(first.events.get(0).node());
    }

    @Test
    void lotAddedToAStoredTransformationIsMadeFromTheSameLot() {
        Map<String, String> used = used(LETTUCE, "M1");
        ReadTable first = transformed(List.of(used), packed);

        ReadTable longer = transformed(List.of(used, used(LETTUCE, "M2")), packed, first, otherPacked);
        ReadTable again = transformed(List.of(used, used(LETTUCE, "M2")), packed, first, otherPacked, longer);
        ReadTable added = transformed(List.of(used(LETTUCE, "M2")), packed, first, otherPacked, longer);

        assertThat(texts(longer, "/inputQuantityList/0/quantity")).containsExactly("60", "");
        assertThat(again.content()).isEqualTo(longer.content());
        assertThat(longer.content()).containsAll(added.content());
    }

    @Test
    void rowsWithOneKeyKeepTheLotOfTheirAmounts() {
        List<Map<String, String>> rows = List.of(used(LETTUCE, "M1"), used(LETTUCE, "M1", "61"));
        rows.get(1).put("Quantity of the Food Produced through Transformation", "21");
        ReadTable first = transformed(rows.subList(0, 1), packed);
        ReadTable both = transformed(rows, otherPacked);

        assertThat(sources(transformed(rows, packed, otherPacked, first, both)))
                .containsExactly(source(packed), source(otherPacked));
        assertThat(sources(transformed(rows, packed, otherPacked, first)))
                .as("the second is new")
                .containsExactly(source(packed), TextLot.UNKNOWN_SOURCE);
    }

    @Test
    void transformationBeforeTheReceiptStaysAsItIsAndHidesTheLotFromNoOther() {
        Map<String, String> used = used(LETTUCE, "M1");
        ReadTable early = transformed(List.of(used));

        assertThat(transformed(List.of(used), early, packed).content()).isEqualTo(early.content());
        assertThat(sources(transformed(List.of(used(LETTUCE, "M2", "61")), early, packed)))
                .containsExactly(source(packed));
    }

    @Test
    void lotMadeInTheFileAndAnotherOfItsCodeAtThePlaceAreTwo() {
        Map<String, String> made = used("RAW", LETTUCE);
        made.put("Transformation Completion Date", "11/04/2026");
        List<Map<String, String>> rows = List.of(made, used(LETTUCE, "M1"));

        ReadTable read = transformed(rows, packed);

        assertThat(sources(read)).containsOnly(TextLot.UNKNOWN_SOURCE);
        assertThat(messages(read)).last().asString().contains("as this file and the log say");
        assertThat(sources(transformed(rows)).get(1))
                .as("where the log has no other")
                .isEqualTo("9506000134369");
    }

    @Test
    void lotIsNotMadeOfItselfWhereTheLogHasAnother() {
        List<Map<String, String>> rows = List.of(used(LETTUCE, LETTUCE));

        ReadTable read = transformed(rows, packed);

        assertThat(sources(read)).containsExactly(source(packed));
        assertThat(messages(read)).singleElement().asString().contains("other than the one that the row makes");
        assertThat(transformed(rows, packed, read).content()).isEqualTo(read.content());
        assertThat(sources(transformed(rows))).as("reworked").containsExactly("9506000134369");
    }

    @Test
    void lotThatCameAfterTheUseIsNotMeant() {
        List<Map<String, String>> rows = List.of(used(LETTUCE, "M1"));
        ReadTable later = shipped(ofOtherPacker("11/06/2026"));

        assertThat(sources(transformed(rows, later))).containsExactly(TextLot.UNKNOWN_SOURCE);
        assertThat(sources(transformed(rows, later, packed))).containsExactly(source(packed));
        assertThat(sources(transformed(rows, shipped(ofOtherPacker("11/05/2026")))))
                .as("on the day of the use")
                .containsExactly(source(otherPacked));
    }

    @Test
    void warningSaysSinceWhenTheLogHasTheLotsAtThePlace() {
        List<Map<String, String>> rows = List.of(used(LETTUCE, "M1"));
        ReadTable ofLastYear = shipped(ofOtherPacker("11/02/2025"));

        assertThat(messages(transformed(rows, ofLastYear)))
                .singleElement()
                .asString()
                .contains("up to that day, since 11/02/2025; if another is meant");
        assertThat(messages(transformed(rows, ofLastYear, packed)))
                .singleElement()
                .asString()
                .contains("since 11/02/2025 and since 11/03/2026", "one that was used up since counts too");
    }

    @Test
    void warningNamesTheSourceThatHasAGln() {
        Map<String, String> row = shippedFrom(KITCHEN);
        row.put("Location Description for the Traceability Lot Code Source - Business Name", "GLN 9506000134376");

        assertThat(messages(transformed(List.of(used(LETTUCE, "M1")), shipped(row))))
                .singleElement()
                .asString()
                .contains("of GLN 9506000134376 since 11/03/2026");
    }

    @ParameterizedTest
    @CsvSource({"4, 00004", "00004, 4", "004, 00004"})
    void codeThatIsKnownWithOtherZerosIsNamedAndNotTaken(String written, String known) {
        List<Map<String, String>> rows = List.of(used(written, "M1"));

        ReadTable read = transformed(rows, shipped(coded(known, KITCHEN)));

        assertThat(sources(read)).containsExactly(TextLot.UNKNOWN_SOURCE);
        assertThat(messages(read, "leading-zeros"))
                .singleElement()
                .asString()
                .contains("the log has " + known + " at this place", "?replaces=");
        assertThat(messages(transformed(rows, read, shipped(coded(known, KITCHEN))), "leading-zeros"))
                .as("sent again")
                .hasSize(1);
        assertThat(messages(transformed(rows, shipped(coded(known, "GLN 9506000134376"))), "leading-zeros"))
                .as("of another place")
                .isEmpty();
        assertThat(messages(
                        transformed(rows, shipped(coded(known, KITCHEN)), shipped(coded(written, KITCHEN))),
                        "leading-zeros"))
                .as("where the log has the code as it is written")
                .isEmpty();
    }

    @Test
    void codesOfLettersAndZerosAreWholeCodes() {
        ReadTable read = transformed(List.of(used("A4", "M1")), shipped(coded("00A4", KITCHEN)));

        assertThat(messages(read, "leading-zeros")).isEmpty();
    }

    @Test
    void fileWithOneCodeOfASourceInTwoFormsOfZerosSaysSo() {
        List<Map<String, String>> rows = List.of(coded("4", KITCHEN), coded("00004", KITCHEN), coded("5", KITCHEN));

        ReadTable read = ReadTable.csv(table("Shipping", rows));

        assertThat(messages(read, "leading-zeros"))
                .singleElement()
                .asString()
                .contains("this file has 00004 of the same source");
        assertThat(messages(transformed(List.of(used("RAW", "00004"), used("4", "M1"))), "leading-zeros"))
                .as("a lot used")
                .singleElement()
                .asString()
                .contains("this file has 00004");
    }

    private static Map<String, String> coded(String code, String place) {
        Map<String, String> row = shippedFrom(place);
        row.put("Traceability Lot Code", code);
        return row;
    }

    private static ReadTable transformed(List<Map<String, String>> rows, ReadTable... before) {
        return ReadTable.csvAfter(table("Transformation", rows), before);
    }

    private static ReadTable shipped(Map<String, String> row) {
        return ReadTable.csv(table("Shipping", List.of(row)));
    }

    private static String source(ReadTable shipped) {
        return TextLot.source(texts(shipped, "/quantityList/0/epcClass").get(0));
    }

    private static List<String> sources(ReadTable transformations) {
        return texts(transformations, "/inputQuantityList/0/epcClass").stream()
                .map(TextLot::source)
                .toList();
    }

    private static List<String> messages(ReadTable read) {
        return messages(read, "source");
    }

    private static List<String> messages(ReadTable read, String rule) {
        return read.events.stream()
                .flatMap(event -> Objects.requireNonNull(event.source()).warnings().stream())
                .filter(warning -> warning.rule().equals(rule))
                .map(warning -> warning.message())
                .toList();
    }

    private static Map<String, String> shippedFrom(String place) {
        return shipment("Location Description for the Location from which you Shipped the Food - Business Name", place);
    }

    private static Map<String, String> ofOtherPacker(String day) {
        Map<String, String> row = shippedFrom(KITCHEN);
        row.put("Location Description for the Traceability Lot Code Source - Business Name", "Other Packing");
        row.put("Shipping Date", day);
        return row;
    }

    private static Map<String, String> madeAt(String place) {
        Map<String, String> row = used("RAW", LETTUCE);
        row.put(MADE_AT, place);
        return row;
    }

    private static Map<String, String> used(String code, String made) {
        return used(code, made, "60");
    }

    private static Map<String, String> used(String code, String made, String amount) {
        Map<String, String> row = JoinedRowsTest.transformation(code, amount, made, "20");
        row.put(MADE_AT, KITCHEN);
        return row;
    }
}
