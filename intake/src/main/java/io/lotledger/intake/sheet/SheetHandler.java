package io.lotledger.intake.sheet;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/** Reads the rows of one sheet's XML. */
final class SheetHandler extends DefaultHandler {
    /** Excel's last row. */
    private static final int LAST_ROW = 1_048_576;

    private final String sheet;
    private final boolean isHiddenSheet;
    private final CellValues values;
    private final MergedCells merged;
    private final Consumer<SheetRow> rows;
    private final StringBuilder text = new StringBuilder();
    private @Nullable RowCells row;
    private boolean isHiddenRow;
    private int number;
    private int column;
    private @Nullable String type;
    private int style;
    private boolean isValue;
    private boolean hasValue;
    private boolean isFormula;
    private boolean isPhonetic;

    SheetHandler(String sheet, boolean isHiddenSheet, CellValues values, MergedCells merged, Consumer<SheetRow> rows) {
        this.sheet = sheet;
        this.isHiddenSheet = isHiddenSheet;
        this.values = values;
        this.merged = merged;
        this.rows = rows;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes attributes) {
        switch (name) {
            case "row" -> {
                number = number(attributes.getValue("r"), number + 1);
                isHiddenRow = WorkbookPart.isTrue(attributes.getValue("hidden"));
                column = -1;
                row = new RowCells(sheet, number);
            }
            case "c" -> {
                column = column(attributes.getValue("r"), column + 1);
                type = attributes.getValue("t");
                style = number(attributes.getValue("s"), 0);
                text.setLength(0);
                hasValue = false;
                isFormula = false;
            }
            case "f" -> isFormula = true;
            case "rPh" -> isPhonetic = true;
            case "v", "t" -> {
                isValue = !isPhonetic;
                hasValue = true;
            }
            default -> {
                // formulas and formats are no values
            }
        }
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
        switch (name) {
            case "v", "t" -> isValue = false;
            case "rPh" -> isPhonetic = false;
            case "c" -> {
                if (row != null) cell(row);
                text.setLength(0);
            }
            case "row" -> finish();
            default -> {
                // see startElement
            }
        }
    }

    /** A formula whose result is an empty text has an empty value; one that was never calculated has no value. */
    private void cell(RowCells into) {
        if (text.length() > 0) {
            values.put(into, column, type, style, text.toString());
        } else if (isFormula && !(hasValue && "str".equals(type))) {
            into.put(column, "a formula without its value", SheetCell.Kind.ERROR);
        }
    }

    private void finish() {
        if (row == null) return;
        row.fill(merged);
        SheetRow read = row.row(isHiddenSheet || isHiddenRow);
        row = null;
        if (!read.isBlank()) rows.accept(read);
    }

    @Override
    public void characters(char[] from, int start, int length) {
        if (!isValue) return;
        if (text.length() + length > RowCells.MAX_TEXT) throw RowCells.tooLong(sheet, column, number);
        text.append(from, start, length);
    }

    private static int number(@Nullable String digits, int otherwise) {
        if (digits == null) return otherwise;
        try {
            int number = Integer.parseInt(digits);
            return number < 0 || number > LAST_ROW ? otherwise : number;
        } catch (NumberFormatException damaged) {
            return otherwise;
        }
    }

    /** The column of a reference such as {@code AB17}. */
    private static int column(@Nullable String reference, int otherwise) {
        if (reference == null) return otherwise;
        int column = 0;
        for (int i = 0; i < reference.length() && column < LAST_ROW; i++) {
            char c = reference.charAt(i);
            if (c < 'A' || c > 'Z') break;
            column = column * 26 + (c - 'A' + 1);
        }
        return column == 0 ? otherwise : column - 1;
    }
}
