package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static io.lotledger.intake.fda.ReadTable.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.document.text.UnreadableDocumentException;
import io.lotledger.ingest.epcis.identifier.TextLot;
import io.lotledger.intake.fda.row.TabTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** What a spreadsheet program did to the cells of FDA's tabs. */
class SpreadsheetProgramsTest {
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
    void numberWhoseFormatIsOfZerosIsTheTextThatTheSheetShows() throws IOException {
        byte[] file = workbook("Shipping", List.of(shipment()), (row, style) -> {
            style(row.getCell(0), "00000").setCellValue(123);
            style(row.getCell(1), "0000").setCellValue(40);
            style(row.getCell(14), "00000").setCellValue(1234);
            style(row.getCell(33), "000000").setCellValue(1234567);
        });

        ReadTable read = ReadTable.of(FdaTables.workbook(), file, null);

        String csv = table(
                "Shipping",
                List.of(shipment(
                        "Traceability Lot Code",
                        "00123",
                        "Location Description for the Immediate Subsequent Recipient (other than a transporter) - ZIP or"
                                + " Postal Code",
                        "01234",
                        "Reference Document Number",
                        "1234567")));
        assertThat(read.errors()).isEmpty();
        assertThat(read.warnings()).isEmpty();
        assertThat(read.content()).isEqualTo(ReadTable.csv(csv).content());
        assertThat(read.events.get(0).node().at("/quantityList/0/quantity").asString())
                .isEqualTo("40");
    }

    @Test
    void numberThatAFormatOfZerosDoesNotShowAsItIsKeepsItsWarning() throws IOException {
        byte[] file = workbook("Shipping", List.of(shipment()), (row, style) -> {
            style(row.getCell(0), "00000").setCellValue(123.5);
            style(row.getCell(33), "0").setCellValue(17);
        });

        assertThat(ReadTable.of(FdaTables.workbook(), file, null).warnings())
                .containsExactly(
                        "Shipping!A2 \"Traceability Lot Code\": leading-zeros",
                        "Shipping!AH2 \"Reference Document Number\": leading-zeros");
    }

    private static Cell style(Cell cell, String format) {
        CellStyle style = cell.getSheet().getWorkbook().createCellStyle();
        style.setDataFormat(cell.getSheet().getWorkbook().createDataFormat().getFormat(format));
        cell.setCellStyle(style);
        return cell;
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
        assertThat(read.content())
                .isEqualTo(ReadTable.of(FdaTables.workbook(), whole, null).content());
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
