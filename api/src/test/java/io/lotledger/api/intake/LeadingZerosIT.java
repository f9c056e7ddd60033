package io.lotledger.api.intake;

import static io.lotledger.api.intake.ShippingRows.shipment;
import static io.lotledger.api.intake.ShippingRows.statuses;
import static io.lotledger.api.intake.ShippingRows.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.LotledgerServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * Numbers that a sheet shows with leading zeros, in rows that an earlier version captured. It read them as this one reads
 * the same numbers without that format.
 */
class LeadingZerosIT {
    private static final String ZIP = "Location Description for the Immediate Subsequent Recipient (other than a"
            + " transporter) - ZIP or Postal Code";

    private final LotledgerServer server = LotledgerServer.shared();
    private final SheetPartner partner = new SheetPartner(server);

    @ParameterizedTest
    @ValueSource(strings = {ZIP, "Traceability Lot Code", "Reference Document Number"})
    void rowThatAnEarlierVersionReadWithoutZerosIsAConflictThatReplacesCorrects(String heading) throws IOException {
        Map<String, String> row = shipment("A-1");
        row.put(heading, "00004");
        Map<String, List<Map<String, String>>> tabs = Map.of("Shipping", List.of(row));
        JsonNode earlier = partner.capture(SheetPartner.XLSX, numbers(tabs, "General"));
        byte[] file = numbers(tabs, "00000");
        String replaces = "?replaces=" + earlier.path("captureID").asString();

        JsonNode again = partner.post("/capture", SheetPartner.XLSX, file).json();
        JsonNode corrected =
                partner.post("/capture" + replaces, SheetPartner.XLSX, file).json();
        JsonNode repeated = partner.capture(SheetPartner.XLSX, file);

        assertThat(statuses(again)).as(again.toString()).containsExactly("REJECTED");
        assertThat(texts(again.at("/events/0/errors"), "rule")).containsOnly("conflict");
        assertThat(texts(again.at("/events/0/errors"), "message")).allMatch(told -> told.contains(replaces));
        JsonNode warning = warning(again);
        assertThat(warning.path("path").asString()).contains('"' + heading + '"');
        assertThat(warning.path("message").asString()).contains("was \"4\"", "is now \"00004\"");
        assertThat(statuses(corrected)).as(corrected.toString()).containsExactly("ACCEPTED", "ACCEPTED");
        assertThat(statuses(repeated)).as(repeated.toString()).containsExactly("DUPLICATE");
    }

    private static JsonNode warning(JsonNode job) {
        for (JsonNode warning : job.at("/events/0/warnings"))
            if (warning.path("rule").asString().equals("leading-zeros")) return warning;
        throw new AssertionError(job.toString());
    }

    @Test
    void lotThatAnEarlierVersionReadWithoutZerosIsAConflictThatReplacesCorrectsInEachTab() throws IOException {
        Map<String, List<Map<String, String>>> tabs = Map.of(
                "Receiving", List.of(cells("Receiving", Map.of(0, "00017", 1, "5", 2, "cases", 23, "11/05/2026"))),
                "Initial Packing",
                        List.of(cells(
                                "Initial Packing",
                                Map.of(0, "Romaine", 3, "5", 4, "lbs", 25, "00018", 42, "11/05/2026"))),
                "Transformation", List.of(made("00019", "00020"), made("00019", "00021")));
        JsonNode earlier = partner.capture(SheetPartner.XLSX, numbers(tabs, "General"));
        byte[] file = numbers(tabs, "00000");
        String replaces = "/capture?replaces=" + earlier.path("captureID").asString();

        JsonNode again = partner.post("/capture", SheetPartner.XLSX, file).json();
        JsonNode corrected = partner.post(replaces, SheetPartner.XLSX, file).json();
        JsonNode repeated = partner.capture(SheetPartner.XLSX, file);

        assertThat(statuses(again)).as(again.toString()).hasSize(4).containsOnly("REJECTED");
        assertThat(statuses(corrected)).as(corrected.toString()).hasSize(8).containsOnly("ACCEPTED");
        assertThat(statuses(repeated)).as(repeated.toString()).hasSize(4).containsOnly("DUPLICATE");
    }

    @Test
    void rowThatStandsInBothReadingsSaysSo() throws IOException {
        Map<String, List<Map<String, String>>> tabs = Map.of("Shipping", List.of(shipment("00004")));
        partner.capture(SheetPartner.XLSX, SheetPartner.workbookOf(tabs));
        partner.capture(SheetPartner.XLSX, numbers(tabs, "General"));

        JsonNode again = partner.capture(SheetPartner.XLSX, numbers(tabs, "00000"));

        assertThat(statuses(again)).containsExactly("DUPLICATE");
        assertThat(texts(again.at("/events/0/warnings"), "rule")).contains("stored-twice");
    }

    private static Map<String, String> made(String input, String output) {
        return cells(
                "Transformation", Map.of(0, input, 7, "5", 8, "lbs", 9, output, 18, "11/05/2026", 25, "3", 26, "lbs"));
    }

    /** Cells by the place of their columns: FDA gives columns of these tabs long titles. */
    private static Map<String, String> cells(String tab, Map<Integer, String> byColumn) {
        Map<String, String> cells = new HashMap<>();
        byColumn.forEach((column, text) ->
                cells.put(SheetPartner.tab(tab).columns().get(column).title().replace(" (mm/dd/yyyy)", ""), text));
        return cells;
    }

    /** A workbook in which texts of digits with leading zeros are numbers of this format. */
    private static byte[] numbers(Map<String, List<Map<String, String>>> tabs, String format) throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook(new ByteArrayInputStream(SheetPartner.workbookOf(tabs)));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            CellStyle style = workbook.createCellStyle();
            style.setDataFormat(workbook.createDataFormat().getFormat(format));
            for (Sheet sheet : workbook) for (Row row : sheet) for (Cell cell : row) number(cell, style);
            workbook.write(bytes);
            return bytes.toByteArray();
        }
    }

    private static void number(Cell cell, CellStyle style) {
        if (cell.getCellType() != CellType.STRING || !cell.getStringCellValue().matches("0\\d+")) return;
        double number = Double.parseDouble(cell.getStringCellValue());
        cell.setCellStyle(style);
        cell.setCellValue(number);
    }
}
