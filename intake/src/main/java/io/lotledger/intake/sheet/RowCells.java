package io.lotledger.intake.sheet;

import io.lotledger.ingest.document.text.UnreadableDocumentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the cells of one row. */
final class RowCells {
    /** As many columns as FDA's widest tab has several times over; a spreadsheet may have 16,384. */
    static final int MAX_COLUMNS = 1_000;

    /** Excel's own limit. */
    static final int MAX_TEXT = 32_767;

    private final String sheet;
    private final int number;
    private final List<@Nullable SheetCell> cells = new ArrayList<>();

    RowCells(String sheet, int number) {
        this.sheet = sheet;
        this.number = number;
    }

    void put(int column, String text, SheetCell.Kind kind) {
        String plain = SheetText.plain(text);
        if (plain.isEmpty()) return;
        if (column >= MAX_COLUMNS) {
            throw new UnreadableDocumentException(
                    place(sheet, column, number),
                    "columns",
                    "A table may have at most " + MAX_COLUMNS + " columns; delete the others");
        }
        if (plain.length() > MAX_TEXT) {
            throw tooLong(sheet, column, number);
        }
        widen(column + 1);
        cells.set(column, new SheetCell(plain, kind));
    }

    /** Adds empty cells up to a number of columns. */
    void widen(int columns) {
        while (cells.size() < columns) cells.add(null);
    }

    void fill(MergedCells merged) {
        merged.fill(cells, number);
    }

    SheetRow row(boolean isHidden) {
        return new SheetRow(sheet, number, cells, isHidden, false);
    }

    /** A row of a CSV file. */
    SheetRow separatedBy(char separator) {
        return new SheetRow(sheet, number, cells, false, separator == ';');
    }

    static UnreadableDocumentException tooLong(String sheet, int column, int number) {
        return new UnreadableDocumentException(
                place(sheet, column, number), "length", "A cell may have at most " + MAX_TEXT + " characters");
    }

    private static String place(String sheet, int column, int number) {
        return (sheet.isEmpty() ? "" : sheet + "!") + SheetRow.letters(column) + number;
    }
}
