package io.lotledger.intake.sheet;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of a table.
 *
 * @param sheet name of the sheet; empty in a CSV file
 * @param number as a spreadsheet counts, from 1
 * @param cells by column; {@code null} where a cell is empty. A row of a CSV file has all it was sent with
 * @param isHidden whether the spreadsheet shows the row or its sheet to nobody
 * @param mayGroupByPoint whether the file may come from a country that writes a thousand as {@code 1.000}
 */
public record SheetRow(
        String sheet, int number, List<@Nullable SheetCell> cells, boolean isHidden, boolean mayGroupByPoint) {
    public SheetRow {
        cells = Collections.unmodifiableList(cells);
    }

    public @Nullable SheetCell cell(int column) {
        return column < cells.size() ? cells.get(column) : null;
    }

    public boolean isBlank() {
        return cells.stream().allMatch(cell -> cell == null);
    }

    /** The column that letters name: {@code A} is 0, {@code AA} is 26. */
    static int column(String letters) {
        int column = 0;
        for (int i = 0; i < letters.length(); i++) column = column * 26 + (letters.charAt(i) - 'A' + 1);
        return column - 1;
    }

    /** The letters of a column: 0 is {@code A}, 26 is {@code AA}. */
    public static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column; rest >= 0; rest = rest / 26 - 1) letters.insert(0, (char) ('A' + rest % 26));
        return letters.toString();
    }
}
