package io.lotledger.intake.fda;

import static io.lotledger.intake.fda.ReadTable.shipment;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.intake.fda.row.TabTable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;

/** Workbooks that no template has, and that a partner's program may write all the same. */
class OddWorkbooksTest {
    private static final Object CONTENT =
            ReadTable.csv(ReadTable.table("Shipping", List.of(shipment()))).content();

    private final XSSFWorkbook book = new XSSFWorkbook();
    private final XSSFSheet sheet = book.createSheet("Nov 2026");
    private final List<String> titles = new ArrayList<>(
            ReadTable.tab("Shipping").columns().stream().map(TabTable::title).toList());
    private int firstRow;
    private int firstColumn;

    private ReadTable read(Consumer<Map<String, Cell>> change) throws IOException {
        Map<String, String> row = shipment();
        Map<String, Cell> cells = new HashMap<>();
        Row headings = sheet.createRow(firstRow);
        Row values = sheet.createRow(firstRow + 1);
        for (int i = 0; i < titles.size(); i++) {
            headings.createCell(firstColumn + i).setCellValue(titles.get(i));
            String text = row.getOrDefault(titles.get(i), "");
            if (text.isEmpty()) continue;
            Cell cell = values.createCell(firstColumn + i);
            cell.setCellValue(text);
            cells.put(titles.get(i), cell);
        }
        change.accept(cells);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        book.write(bytes);
        return ReadTable.of(FdaTables.workbook(), bytes.toByteArray(), null);
    }

    private static void isTheShipment(ReadTable read) {
        assertThat(read.errors()).isEmpty();
        assertThat((Object) read.content()).isEqualTo(CONTENT);
    }

    @Test
    void tableBelowATitleAndRightOfAnEmptyColumnIsRead() throws IOException {
        sheet.createRow(0).createCell(0).setCellValue("Valley Packing, Inc.: shipments of November");
        firstRow = 4;
        firstColumn = 2;
        Collections.reverse(titles);

        isTheShipment(read(cells -> {}));
    }

    @Test
    void daysAreCountedFrom1904WhereTheWorkbookDoes() throws IOException {
        book.getCTWorkbook().getWorkbookPr().setDate1904(true);
        CellStyle day = book.createCellStyle();
        day.setDataFormat(book.createDataFormat().getFormat("d. mmmm yyyy"));

        isTheShipment(read(cells -> {
            Cell date = cells.get("Shipping Date");
            date.setCellValue(LocalDateTime.of(2026, 11, 3, 17, 45));
            date.setCellStyle(day);
        }));
    }

    @Test
    void formulasHaveTheValuesThatTheProgramCalculated() throws IOException {
        CellStyle day = book.createCellStyle();
        day.setDataFormat((short) 14);

        isTheShipment(read(cells -> {
            Cell date = cells.get("Shipping Date");
            date.setCellFormula("DATE(2026,11,3)");
            date.setCellStyle(day);
            cells.get("Quantity").setCellFormula("20*2");
            cells.get("Traceability Lot Code").setCellFormula("\"BF0901\"&\"-D\"");
            book.getCreationHelper().createFormulaEvaluator().evaluateAll();
        }));
    }

    @Test
    void textOfSeveralFontsAndANumberAsTextAreTheirTexts() throws IOException {
        isTheShipment(read(cells -> {
            XSSFRichTextString code = new XSSFRichTextString("BF0901-D");
            var bold = book.createFont();
            bold.setBold(true);
            code.applyFont(0, 4, bold);
            cells.get("Traceability Lot Code").setCellValue(code);
            cells.get("Quantity").setCellValue(40.0);
        }));
    }

    @Test
    void emptyStyledRowsAndColumnsAreNoRecords() throws IOException {
        isTheShipment(read(cells -> {
            CellStyle grey = book.createCellStyle();
            for (int row = 2; row < 500; row++) {
                Row empty = sheet.createRow(row);
                for (int column = 0; column < 60; column++)
                    empty.createCell(column).setCellStyle(grey);
                empty.createCell(3).setCellValue("  ");
            }
        }));
    }

    @Test
    void isoDateAndDateWithATimeAsTextAreTheirDay() throws IOException {
        isTheShipment(read(cells -> cells.get("Shipping Date").setCellValue("2026-11-03 17:45:00")));
    }
}
