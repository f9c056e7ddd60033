package io.lotledger.api.exports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellReference;
import org.jspecify.annotations.Nullable;

/**
 * What a sheet must show, written by hand: a paragraph for each row, {@code |} or the end of a line between cells, {@code #} before
 * a remark, {@code \n} for a line break in a cell, {@code (blank)} for an empty cell. A cell that ends in {@code *} goes on in any
 * way, and is not blank.
 */
record ExpectedSheet(String name, List<List<String>> rows) {

    /** @param resource {@code /workbook/sample/Shipping.txt}; the sheet has the file's name */
    static ExpectedSheet read(String resource) {
        String name = resource.substring(resource.lastIndexOf('/') + 1, resource.length() - ".txt".length());
        try (InputStream in = ExpectedSheet.class.getResourceAsStream(resource)) {
            String text = new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
            return new ExpectedSheet(name, rows(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each cell below the first {@code headings} rows, and no row more. Rows without a cell are passed over. */
    void isShownBy(Sheet sheet, int headings) {
        List<String> actual = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        List<List<String>> shown = shown(sheet, headings);
        for (int i = 0; i < Math.max(shown.size(), rows.size()); i++) {
            List<String> has = i < shown.size() ? shown.get(i) : List.of();
            List<String> wants = i < rows.size() ? rows.get(i) : List.of();
            for (int column = 0; column < Math.max(has.size(), wants.size()); column++) {
                String at = "row %d, %s: ".formatted(i + 1, CellReference.convertNumToColString(column));
                String cell = column < has.size() ? has.get(column) : "no cell";
                String want = column < wants.size() ? wants.get(column) : "no cell";
                actual.add(at + cell);
                expected.add(at + (goesOn(want, cell) ? cell : want));
            }
        }
        assertThat(actual).as(name).isEqualTo(expected);
    }

    /** Cells of FDA's sheets and most of ours are text; a number is a count of ours. */
    static List<List<String>> shown(Sheet sheet, int headings) {
        List<List<String>> shown = new ArrayList<>();
        for (Row row : sheet) {
            if (row.getRowNum() < headings || row.getLastCellNum() <= 0) continue;
            shown.add(IntStream.range(0, row.getLastCellNum())
                    .mapToObj(column -> text(row.getCell(column)))
                    .toList());
        }
        return shown;
    }

    private static String text(@Nullable Cell cell) {
        if (cell == null || cell.getCellType() == CellType.BLANK) return "(blank)";
        if (cell.getCellType() == CellType.NUMERIC) {
            return BigDecimal.valueOf(cell.getNumericCellValue())
                    .stripTrailingZeros()
                    .toPlainString();
        }
        String text = cell.getStringCellValue();
        return text.isBlank() ? "(blank)" : text;
    }

    private static boolean goesOn(String expected, String actual) {
        return expected.endsWith("*")
                && !actual.equals("(blank)")
                && actual.startsWith(expected.substring(0, expected.length() - 1));
    }

    private static List<List<String>> rows(String text) {
        return Arrays.stream(text.split("\n\\s*\n"))
                .map(ExpectedSheet::cells)
                .filter(cells -> !cells.isEmpty())
                .toList();
    }

    private static List<String> cells(String paragraph) {
        return paragraph
                .lines()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .flatMap(line -> Arrays.stream(line.split(" \\| ", -1)))
                .map(cell -> cell.strip().replace("\\n", "\n"))
                .toList();
    }
}
