package io.lotledger.export.workbook;

import static io.lotledger.export.workbook.Samples.content;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** A workbook as rendered, and what its sheets say. */
final class RenderedSheets {
    private RenderedSheets() {}

    static XSSFWorkbook rendered(WorkbookContent content, Path scratch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new WorkbookRenderer(scratch).render(content, out);
        return new XSSFWorkbook(new ByteArrayInputStream(out.toByteArray()));
    }

    static List<String> sheetNames(XSSFWorkbook book) {
        return IntStream.range(0, book.getNumberOfSheets())
                .mapToObj(book::getSheetName)
                .toList();
    }

    /** The row's cells as text, numbers without their fractions; empty for a row that is not there. */
    static List<String> row(XSSFWorkbook book, String sheet, int index) {
        Row row = book.getSheet(sheet).getRow(index);
        List<String> cells = new ArrayList<>();
        if (row == null) return cells;
        for (int i = 0; i < row.getLastCellNum(); i++) {
            Cell cell = row.getCell(i);
            cells.add(
                    cell == null
                            ? ""
                            : cell.getCellType() == CellType.NUMERIC
                                    ? String.valueOf((long) cell.getNumericCellValue())
                                    : cell.getStringCellValue());
        }
        return cells;
    }
}
