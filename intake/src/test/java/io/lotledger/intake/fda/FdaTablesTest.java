package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.document.event.SentEvent;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.document.text.Violation;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.TabTable;
import io.lotledger.intake.template.FdaTemplateFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** FDA's tabs as files of all kinds, and what is read of them. */
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

    @Test
    void elementStringWithASerialNumberIsNotALot() {
        String code = "(01)10860009999906(10)L1(21)7";

        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", code))));

        assertThat(TextLot.code(
                        read.events.get(0).node().at("/quantityList/0/epcClass").asString()))
                .contains(code);
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

    @Test
    void headingsMayStandInAnyOrderAndAmongOthers() {
        List<String> titles = new ArrayList<>(ReadTable.tab("Shipping").columns().stream()
                .map(column -> TabTable.title(column))
                .toList());
        Collections.shuffle(titles, new Random(7));
        titles.add(3, "Our own remark");
        Map<String, String> row = shipment("Our own remark", "on the blue truck");
        String csv = ReadTable.line(titles)
                + ReadTable.line(titles.stream()
                        .map(title -> row.getOrDefault(title, ""))
                        .toList());

        ReadTable read = ReadTable.csv(csv);

        assertThat(read.events.get(0).node())
                .isEqualTo(ReadTable.csv(table("Shipping", List.of(row)))
                        .events
                        .get(0)
                        .node());
        assertThat(read.notes)
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("D \"Our own remark\""));
    }

    @Test
    void charsetAndSeparatorAreFoundOrNamed() {
        String csv = table(
                "Shipping", List.of(shipment("Product Description - Brand Name (if applicable)", "Señor\n\"Verde\"")));
        String semicolons = csv.replace("\",\"", "\";\"");
        String tabs = csv.replace("\",\"", "\"\t\"");
        Charset windows = Charset.forName("windows-1252");
        var expected = ReadTable.csv(csv);

        for (ReadTable read : List.of(
                ReadTable.csv("\uFEFF" + csv),
                ReadTable.csv(semicolons),
                ReadTable.csv(tabs),
                ReadTable.of(FdaTables.csv(), csv.getBytes(windows), windows),
                ReadTable.of(FdaTables.csv(), ("\uFEFF" + csv).getBytes(StandardCharsets.UTF_16LE), null))) {
            assertThat(read.events.get(0).node())
                    .isEqualTo(expected.events.get(0).node());
            assertThat(read.masterData).isEqualTo(expected.masterData);
        }
        assertThatThrownBy(() -> ReadTable.of(FdaTables.csv(), csv.getBytes(windows), null))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("charset=windows-1252");
    }

    @Test
    void separatorIsThatOfTheHeadingsBelowATitle() {
        String csv = table("Shipping", List.of(shipment()));
        var expected = ReadTable.csv(csv).events.get(0).node();

        for (String first : List.of("Valley Packing, Inc.\n", "sep=;\n", "\n\"Shipments, November; all\"\n")) {
            ReadTable read = ReadTable.csv(first + csv.replace("\",\"", "\";\""));
            assertThat(read.events.get(0).node()).as(first).isEqualTo(expected);
        }
    }

    @Test
    void textThatAProgramWroteAsAFormulaIsThatText() {
        String csv = table("Shipping", List.of(shipment("Traceability Lot Code", "=\"00123\"")));

        ReadTable read = ReadTable.csv(csv);

        assertThat(read.errors()).isEmpty();
        assertThat(TextLot.code(
                        read.events.get(0).node().at("/quantityList/0/epcClass").asString()))
                .contains("00123");
    }

    @Test
    void headingsAreFoundWhateverAProgramDidToTheirSpacesDashesAndCase() {
        String csv = table("Shipping", List.of(shipment()));
        String headings = csv.substring(0, csv.indexOf("BF0901-D"));
        String written = headings.replace(" - ", "\u00a0\u2013 ")
                .replace("Traceability Lot Code", "TRACEABILITY\u200b Lot\r\nCode");

        ReadTable read = ReadTable.csv(csv.replace(headings, written));

        assertThat(read.notes).isEmpty();
        assertThat(read.events.get(0).node())
                .isEqualTo(ReadTable.csv(csv).events.get(0).node());
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
    void whatASpreadsheetDidToACellIsNamedAndNotRepaired() throws IOException {
        byte[] file = workbook("Shipping", List.of(shipment()), (row, style) -> {
            row.getCell(0).setCellValue(90123);
            Cell zip = row.getCell(14);
            zip.setCellValue(1234);
            row.getCell(23).setCellValue(LocalDate.of(2026, 11, 3));
            row.getCell(23).setCellStyle(style);
            row.getCell(33).setCellValue(LocalDate.of(2026, 4, 3));
            row.getCell(33).setCellStyle(style);
            row.getCell(1).setCellValue(40);
        });

        ReadTable read = ReadTable.of(FdaTables.workbook(), file, null);

        assertThat(read.events.get(0).node().path("eventTime").asString()).isEqualTo("2026-11-03T00:00:00.000Z");
        assertThat(read.errors()).containsExactly("Shipping!AH2 \"Reference Document Number\": date-in-text");
        assertThat(read.warnings())
                .containsExactly(
                        "Shipping!A2 \"Traceability Lot Code\": leading-zeros",
                        "Shipping!O2 \"Location Description for the Immediate Subsequent Recipient (other than a"
                                + " transporter) - ZIP or Postal Code\": leading-zeros");
    }

    @Test
    void mergedCellHasItsValueInEachRow() throws IOException {
        List<Map<String, String>> rows = List.of(shipment(), shipment("Reference Document Number", "BOL 18"));
        byte[] whole = workbook("Shipping", rows, (row, style) -> {});
        byte[] merged = workbook("Shipping", rows, (row, style) -> {
            if (row.getRowNum() != 2) return;
            for (int column = 9; column < 16; column++) {
                row.removeCell(row.getCell(column));
                row.getSheet().addMergedRegion(new CellRangeAddress(1, 2, column, column));
            }
        });

        ReadTable read = ReadTable.of(FdaTables.workbook(), merged, null);

        assertThat(read.errors()).isEmpty();
        assertThat(content(read)).isEqualTo(content(ReadTable.of(FdaTables.workbook(), whole, null)));
    }

    @Test
    void mergedCellsThatDoNotSayWhatTheirRowsHaveAreRefused() throws IOException {
        byte[] quantity = workbook("Shipping", List.of(shipment(), shipment()), (row, style) -> {
            if (row.getRowNum() == 2) row.getSheet().addMergedRegion(new CellRangeAddress(1, 2, 1, 1));
        });
        byte[] place = workbook(
                "Shipping",
                List.of(shipment()),
                (row, style) -> row.getSheet().addMergedRegion(new CellRangeAddress(1, 1, 9, 15)));

        ReadTable amounts = ReadTable.of(FdaTables.workbook(), quantity, null);
        ReadTable places = ReadTable.of(FdaTables.workbook(), place, null);

        assertThat(amounts.errors()).containsExactly("Shipping!B2:B3: merged", "Shipping!B3 \"Quantity\": merged");
        assertThat(amounts.record(0).errors().get(0).message()).contains("B2:B3");
        assertThat(places.errors()).hasSize(1).allMatch(error -> error.endsWith(": merged"));
        assertThat(places.record(0).errors().get(0).message()).contains("J2:P2");
    }

    @Test
    void rowThatIsMergedWithTheRowAboveInEveryCellIsThatRow() throws IOException {
        byte[] tall = workbook("Shipping", List.of(shipment(), Map.of()), (row, style) -> {
            if (row.getRowNum() != 2) return;
            for (int column = 0; column < row.getLastCellNum(); column++) {
                row.getSheet().addMergedRegion(new CellRangeAddress(1, 2, column, column));
            }
        });

        ReadTable read = ReadTable.of(FdaTables.workbook(), tall, null);

        assertThat(read.errors()).isEmpty();
        assertThat(read.events).hasSize(1);
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

    @Test
    void hiddenRowsAndTruthValuesAreReadWithAWarning() throws IOException {
        byte[] file = workbook("Shipping", List.of(shipment(), shipment("Quantity", "41")), (row, style) -> {
            if (row.getRowNum() == 1) row.getCell(0).setCellValue(true);
            else row.setZeroHeight(true);
        });

        ReadTable read = ReadTable.of(FdaTables.workbook(), file, null);

        assertThat(read.events).hasSize(2);
        assertThat(read.warnings()).containsExactly("Shipping!A2 \"Traceability Lot Code\": boolean");
        assertThat(read.notes)
                .singleElement()
                .satisfies(note -> assertThat(note.message()).contains("hidden", ": 3;"));
    }

    @Test
    void numberThatTheSpreadsheetRoundedIsNotACode() {
        ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment("Traceability Lot Code", "4.01235E+11"))));

        assertThat(read.errors()).contains("Shipping!A2 \"Traceability Lot Code\": number-in-text");
    }

    @Test
    void rowWithMoreValuesThanHeadingsIsRefused() {
        String csv = table("Shipping", List.of(shipment(), shipment("Reference Document Number", "BOL 18")));
        int last = csv.lastIndexOf("\"Valley Packing\"");
        String shifted = csv.substring(0, last) + "Valley Packing, Inc" + csv.substring(last + 16);

        ReadTable read = ReadTable.csv(shifted);

        assertThat(read.events).hasSize(2);
        assertThat(read.errors()).containsExactly("Shipping!3: columns");
        assertThat(read.record(1).errors().get(0).message())
                .contains("37 values and the heading row has 36")
                .contains("in quotes");
        assertThat(read.masterData.values().toString()).doesNotContain("Inc");
        assertThat(ReadTable.csv(csv.replace("\"\r\n", "\",\r\n")).errors()).isEmpty();
    }

    @Test
    void sheetHoldsOneTable() {
        for (String second : List.of("Receiving", "Shipping")) {
            String below = table(second, List.of(shipment(), shipment()));

            ReadTable read = ReadTable.csv(table("Shipping", List.of(shipment())) + "\r\n" + below);

            assertThat(read.errors()).as(second).containsExactly("Shipping!4: headings");
            assertThat(read.events).hasSize(2);
            assertThat(read.record(1).errors().get(0).message())
                    .contains(second, "one table", "rows below it are not read");
        }
    }

    @Test
    void tablesSideBySideAreRefused() {
        List<String> headings = new ArrayList<>();
        for (String tab : List.of("Shipping", "Receiving")) {
            ReadTable.tab(tab).columns().forEach(column -> headings.add(column.heading()));
        }
        List<String> row = new ArrayList<>();
        for (int i = 0; i < headings.size(); i++) row.add("x");

        assertThatThrownBy(() -> ReadTable.csv(ReadTable.line(headings) + ReadTable.line(row)))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("another table stands beside that of the tab");
    }

    @Test
    void headingThatIsThereTwiceIsRefusedWithBothColumns() {
        String csv = table("Shipping", List.of(shipment()))
                .replace("\r\n\"BF", ",\"Quantity\"\r\n\"BF")
                .replace("\"\"\r\n", "\"\",\"7\"\r\n");

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("there twice: AK \"Quantity\" as B");
    }

    @Test
    void columnOfAnotherTabIsNamedAsSuch() {
        String csv = table("Shipping", List.of(shipment()))
                .replace("\r\n\"BF", ",\"Date you Received the Food\"\r\n\"BF")
                .replace("\"\"\r\n", "\"\",\"11/04/2026\"\r\n");

        assertThat(ReadTable.csv(csv).notes)
                .singleElement()
                .satisfies(note ->
                        assertThat(note.message()).contains("other tabs than Shipping", "Date you Received the Food"));
    }

    @Test
    void quoteThatIsNotClosedIsRefused() {
        String csv = table("Shipping", List.of(shipment())) + '"' + "x\n".repeat(3 << 20);

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOf(io.lotledger.ingest.document.text.DocumentTooLargeException.class)
                .hasMessageContaining("record 3");
    }

    @Test
    void permutedReceiptsGiveTheSamePacking() {
        List<Map<String, String>> rows = new ArrayList<>();
        for (String amount : List.of("5", "7", "6")) rows.add(packing(amount));
        Set<Object> events = content(ReadTable.csv(table("Initial Packing", rows)));
        Collections.swap(rows, 0, 2);
        ReadTable swapped = ReadTable.csv(table("Initial Packing", rows));

        assertThat(swapped.events).hasSize(1);
        assertThat(swapped.events.get(0).node().path("lotledger:received")).hasSize(3);
        assertThat(swapped.record(0).place()).isEqualTo("Initial Packing!2-4");
        assertThat(receipts(content(swapped))).isEqualTo(receipts(events));
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
        Set<Object> events = content(ReadTable.csv(table("Shipping", rows)));
        Collections.shuffle(rows, new Random(3));

        assertThat(content(ReadTable.csv(table("Shipping", rows))))
                .isEqualTo(events)
                .hasSize(6);
    }

    private static Set<Object> content(ReadTable read) {
        Set<Object> content = new HashSet<>();
        read.events.forEach(event -> content.add(event.node()));
        return content;
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

    private static final String INPUT = "Traceability Lot Code for the FTL Food used in Transformation (if applicable)";
    private static final String OUTPUT =
            "New Traceability Lot Code you assigned to the Food Produced Through Transformation";
    private static final String REFERENCE = "Traceability Lot Code Source Reference (if applicable)";

    private static Map<String, String> transformation(String input, String used, String output, String made) {
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
    private static List<String> texts(ReadTable read, String pointer) {
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

    @Test
    void tableWithoutFdasHeadingsIsRefusedWithAdvice() {
        assertThatThrownBy(() -> ReadTable.csv("Lot,Qty\nA,1\n"))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("'Lot', 'Qty'")
                .hasMessageContaining("GET /templates/");
    }

    @Test
    void missingColumnsThatNoEventCanDoWithoutAreNamedTogether() {
        List<String> titles = ReadTable.tab("Shipping").columns().stream()
                .map(column -> TabTable.title(column))
                .filter(title -> !title.equals("Traceability Lot Code") && !title.equals("Shipping Date"))
                .toList();
        String csv = ReadTable.line(titles)
                + ReadTable.line(titles.stream().map(t -> "x").toList());

        assertThatThrownBy(() -> ReadTable.csv(csv))
                .isInstanceOfSatisfying(
                        UnreadableDocumentException.class,
                        e -> assertThat(e.violations()).hasSize(2));
    }

    @Test
    void everyTitleIsOneColumnOfItsTab() {
        for (Tab<?> tab : FdaTemplate.TABS) {
            assertThat(tab.columns().stream().map(column -> TabTable.normal(TabTable.title(column))))
                    .as(tab.name())
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void bombsEntitiesAndOtherFilesAreRefused() throws IOException {
        byte[] good = workbook("Shipping", List.of(shipment()), (row, style) -> {});
        for (byte[] bad : List.of(
                new byte[0],
                "plain text".getBytes(StandardCharsets.UTF_8),
                new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0, 1, 2},
                java.util.Arrays.copyOf(good, good.length / 2),
                zip("hello.txt", "hello".getBytes(StandardCharsets.UTF_8)),
                zip("xl/sharedStrings.xml", new byte[64 << 20]))) {
            assertThatThrownBy(() -> ReadTable.of(FdaTables.workbook(), bad, null))
                    .isInstanceOfAny(
                            UnreadableDocumentException.class,
                            io.lotledger.ingest.document.text.DocumentTooLargeException.class);
        }
        byte[] entities = replaced(good, "xl/worksheets/sheet1.xml", """
                <!DOCTYPE worksheet [<!ENTITY a SYSTEM "file:///etc/passwd">]>
                <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
                <row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row></sheetData></worksheet>""");
        assertThatThrownBy(() -> ReadTable.of(FdaTables.workbook(), entities, null))
                .isInstanceOf(UnreadableDocumentException.class)
                .hasMessageContaining("DOCTYPE");
    }

    private interface Change {
        void of(Row row, CellStyle date);
    }

    private static byte[] workbook(String name, List<Map<String, String>> rows, Change change) throws IOException {
        Tab<?> tab = ReadTable.tab(name);
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            CellStyle date = workbook.createCellStyle();
            date.setDataFormat(workbook.createDataFormat().getFormat("m/d/yyyy"));
            Sheet sheet = workbook.createSheet(name);
            Row head = sheet.createRow(0);
            for (int i = 0; i < tab.columns().size(); i++) {
                head.createCell(i).setCellValue(tab.columns().get(i).heading());
            }
            for (int r = 0; r < rows.size(); r++) {
                Row row = sheet.createRow(r + 1);
                for (int i = 0; i < tab.columns().size(); i++) {
                    row.createCell(i)
                            .setCellValue(rows.get(r)
                                    .getOrDefault(TabTable.title(tab.columns().get(i)), ""));
                }
                change.of(row, date);
            }
            workbook.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static byte[] zip(String name, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry(name));
            zip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] replaced(byte[] archive, String name, String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (java.util.zip.ZipInputStream in =
                        new java.util.zip.ZipInputStream(new java.io.ByteArrayInputStream(archive));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(entry.getName().equals(name) ? content.getBytes(StandardCharsets.UTF_8) : in.readAllBytes());
            }
        }
        return bytes.toByteArray();
    }
}
