package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.template.FdaTemplateFiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of FDA's tabs, and the events that they are. */
class FdaTablesTest {
    private static final String DATE = "Shipping!X2 \"Shipping Date\"";

    @Test
    void rowBecomesAnEventWithItsPlacesAndProduct() {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment())));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.notes).isEmpty();
        assertThat(read.events).hasSize(1);
        var event = read.events.get(0).node();
        assertThat(event.path("bizStep").asString()).isEqualTo("shipping");
        assertThat(event.path("eventTime").asString()).isEqualTo("2026-11-03T00:00:00.000Z");
        assertThat(event.at("/quantityList/0/uom").asString()).isEqualTo("XCS");
        assertThat(event.at("/bizTransactionList/0/type").asString()).isEqualTo("bol");
        String lot = event.at("/quantityList/0/epcClass").asString();
        assertThat(TextLot.code(lot)).contains("BF0901-D");
        assertThat(LotKey.of(lot).orElseThrow().printed()).isEqualTo("BF0901-D");
        assertThat(read.masterData.keySet()).contains(lot).hasSize(3);
        assertThat(read.record(0).place()).isEqualTo("Shipping!2");
    }

    @ParameterizedTest
    @CsvSource({
        "(01)012345678905(10)L1, https://id.gs1.org/01/00012345678905/10/L1",
        "(01)10860009999906(17)261130(10)L1, https://id.gs1.org/01/10860009999906/10/L1",
        "(01)10860009999906(15)261130(10)L1, https://id.gs1.org/01/10860009999906/10/L1"
    })
    void elementStringWithGtinAndLotIsTheLot(String code, String lot) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", code))));

        assertThat(read.events.get(0).node().at("/quantityList/0/epcClass").asString())
                .isEqualTo(lot);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AB 1", "AB\u00a01", "AB\u200b 1", "AB\u202f1\u00ad", "AB\n1"})
    void lotCodesThatLookTheSameAreOneLot(String code) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", code))));

        assertThat(TextLot.code(
                        read.events.get(0).node().at("/quantityList/0/epcClass").asString()))
                .contains("AB 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "urn:epc:class:lgtin:0614141.100001.A",
                "(01)10614141000019(10)A(21)77",
                "]C1011061414100001910A",
                "011061414100001910A",
                "011061414100001910A\u001d2177",
                "id.gs1.org/01/10614141000019/10/A",
                "https://example.com/01/10614141000019/10/A"
            })
    void codeOfAGs1KeyInAnySpellingIsTheLotOfThatKey(String code) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", code))));

        assertThat(read.events.get(0).node().at("/quantityList/0/epcClass").asString())
                .isEqualTo("https://id.gs1.org/01/10614141000019/10/A");
    }

    @ParameterizedTest
    @ValueSource(strings = {"urn:epc:class:lgtin:0614141.A", "(01)10614141000019", "]C1A-7", "(01)1061414(10)A"})
    void codeThatLooksLikeAGs1KeyAndIsNoneIsWarnedOf(String code) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", code))));

        assertThat(read.record(0).warnings()).extracting(Violation::rule).containsOnlyOnce("gs1-key");
    }

    @Test
    void everyFaultOfARowIsNamedAtItsCell() {
        ReadTable read = ReadTable.csv(table(
                "Shipping",
                List.of(shipment(
                        "Traceability Lot Code", "",
                        "Quantity", "1,250",
                        "Shipping Date", "27/11/2026"))));

        assertThat(read.errors())
                .containsExactlyInAnyOrder(
                        "Shipping!A2 \"Traceability Lot Code\": required",
                        "Shipping!B2 \"Quantity\": quantity",
                        DATE + ": date");
    }

    @ParameterizedTest
    @CsvSource({
        "11/3/2026, 2026-11-03",
        "11/03/2026, 2026-11-03",
        "2026-11-03, 2026-11-03",
        "11-03-2026, 2026-11-03",
        "2026-11-03T17:00:00-08:00, 2026-11-03",
        "11/3/2026 5:00 PM, 2026-11-03",
        "2026-11-03 17:00, 2026-11-03"
    })
    void datesAreReadInFdasAndIsoForm(String written, String day) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Shipping Date", written))));

        assertThat(read.events.get(0).node().path("eventTime").asString()).isEqualTo(day + "T00:00:00.000Z");
    }

    @ParameterizedTest
    @CsvSource({
        "02/30/2026",
        "13/01/2026",
        "01/01/0000",
        "11/3/26",
        "Nov 3 2026",
        "46329",
        "03.11.2026",
        "11/3/2026 or 11/4/2026",
        "2026-11-03 to 2026-11-05"
    })
    void noDateIsGuessed(String written) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Shipping Date", written))));

        assertThat(read.errors()).containsExactly(DATE + ": date");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                ".quantityList[0].uom | C2 \"Unit of Measure\"",
                ".quantityList[0]['example:v1.0'] | 2",
                ".readPoint['example:v1.0'] | Q2 \"Location Description for the Location from which you Shipped the Food -"
                        + " Business Name\"",
                "['lotledger:tlcSource'] | Y2 \"Location Description for the Traceability Lot Code Source - Business Name\"",
                "['example:v1.0'] | 2",
                ".eventTime | X2 \"Shipping Date\"",
                ".eventTimeZoneOffset | X2 \"Shipping Date\"",
                ".eventTimes | 2"
            })
    void placeOfAValueIsTheCellOfTheNearestPartAroundIt(String path, String cell) {
        SentEvent event =
                ReadTable.csv(table("Shipping", List.of(shipment()))).events.get(0);

        assertThat(event.placeOf(event.path() + path)).isEqualTo("Shipping!" + cell);
    }

    @Test
    void unknownUnitIsAnErrorWithTheKnownOnes() {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Unit of Measure", "wagonloads"))));

        assertThat(read.errors()).containsExactly("Shipping!C2 \"Unit of Measure\": unit");
        assertThat(read.record(0).errors().get(0).message()).contains("pounds").contains("Recommendation 20");
    }

    @ParameterizedTest
    @CsvSource({"0.0333333333333333", ".5", "40.", "0.000000000000001"})
    void smallAndShortNumbersAreQuantities(String written) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Quantity", written))));

        assertThat(read.errors()).isEmpty();
        assertThat(read.events.get(0).node().at("/quantityList/0/quantity").decimalValue())
                .isEqualByComparingTo(new java.math.BigDecimal(written));
    }

    @Test
    void onlyTheTemplatesOwnMarkMakesARowAnExample() {
        String template = new String(FdaTemplateFiles.csv("shipping").orElseThrow(), StandardCharsets.UTF_8);
        String example = template.substring(template.indexOf("\r\n") + 2);

        ReadTable read = ReadTable.csv(template
                + example.replace("BF0901-D", "L-3")
                + example.replace("BF0901-D", "L-4").replace("yes: this row is not read", "no"));

        assertThat(read.notes.stream().map(Violation::message).toList())
                .hasSize(2)
                .anyMatch(message -> message.equals("examples of the template, which are not read: Shipping!2"))
                .anyMatch(message -> message.startsWith("rows that are marked as examples but have other values")
                        && message.contains("Shipping!3"));
        assertThat(read.events).hasSize(1);
        assertThat(read.errors()).containsExactly("Shipping!AK4 \"Example\": example");
    }

    @Test
    void dateThatMayHaveTheDayFirstIsAWarningWhereAnotherHas() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String date : List.of("04/11/2026", "13/11/2026", "2026-11-04", "11/11/2026", "11/14/2026")) {
            rows.add(shipment("Shipping Date", date, "Reference Document Number", date));
        }

        ReadTable read = ReadTable.csv(table("Shipping", rows));

        assertThat(read.errors()).containsExactly("Shipping!X3 \"Shipping Date\": date");
        assertThat(read.warnings()).containsExactly("Shipping!X2 \"Shipping Date\": date");
        assertThat(read.record(0).warnings().get(0).message()).contains("X3", "day first");
    }

    @ParameterizedTest
    @CsvSource({"11/04/0026", "1900-01-01", "12/31/1999"})
    void dateOfAnotherCenturyIsAWarning(String date) {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Shipping Date", date))));

        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).containsExactly(DATE + ": date");
    }
}
