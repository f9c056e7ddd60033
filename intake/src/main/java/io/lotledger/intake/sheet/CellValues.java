package io.lotledger.intake.sheet;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.regex.Pattern;
import org.apache.poi.ss.usermodel.DateUtil;
import org.jspecify.annotations.Nullable;

/** Turns the stored value of a cell into what its reader sees. */
final class CellValues {
    private static final double MAX_DAY = 2_958_466; // 1 January 10000

    /** Digits that a spreadsheet keeps of a number. */
    private static final int EXACT_DIGITS = 15;

    private static final Pattern WHOLE = Pattern.compile("\\d+");

    private final SharedTexts texts;
    private final NumberStyles styles;
    private final boolean from1904;

    CellValues(SharedTexts texts, NumberStyles styles, boolean from1904) {
        this.texts = texts;
        this.styles = styles;
        this.from1904 = from1904;
    }

    /** @param type the attribute {@code t} of the cell, {@code null} for a number */
    void put(RowCells row, int column, @Nullable String type, int style, String value) {
        switch (type == null ? "n" : type) {
            case "s" -> shared(row, column, value.strip());
            case "str", "inlineStr" -> row.put(column, SheetText.unescaped(value), SheetCell.Kind.TEXT);
            case "b" -> row.put(column, value.equals("1") ? "TRUE" : "FALSE", SheetCell.Kind.BOOLEAN);
            case "e" -> row.put(column, value, SheetCell.Kind.ERROR);
            case "d" -> row.put(column, value.length() >= 10 ? value.substring(0, 10) : value, SheetCell.Kind.DATE);
            default -> number(row, column, style, value);
        }
    }

    private void shared(RowCells row, int column, String index) {
        @Nullable String text = index.matches("\\d{1,9}") ? texts.at(Integer.parseInt(index)) : null;
        if (text == null) row.put(column, "no shared text " + index, SheetCell.Kind.ERROR);
        else row.put(column, text, SheetCell.Kind.TEXT);
    }

    private void number(RowCells row, int column, int style, String value) {
        String stripped = value.strip();
        if (stripped.isEmpty()) return;
        double number;
        BigDecimal exact;
        try {
            exact = new BigDecimal(stripped);
            number = exact.doubleValue();
        } catch (NumberFormatException notANumber) {
            row.put(column, stripped, SheetCell.Kind.ERROR);
            return;
        }
        if (styles.isDate(style) && number >= 1 && number < MAX_DAY) {
            LocalDate date = DateUtil.getLocalDateTime(number, from1904).toLocalDate();
            row.put(column, date.toString(), SheetCell.Kind.DATE);
        } else if (Math.abs(exact.scale()) > 400 || exact.precision() > 400) {
            row.put(column, stripped, SheetCell.Kind.ERROR);
        } else {
            plainNumber(row, column, plain(exact), styles.digits(style));
        }
    }

    /** As the sheet shows it, if its format is one of zeros: so a code that is a number has its leading zeros. */
    private static void plainNumber(RowCells row, int column, String plain, int digits) {
        boolean isPadded = digits > 1
                && plain.length() <= EXACT_DIGITS
                && WHOLE.matcher(plain).matches();
        if (!isPadded) row.put(column, plain, SheetCell.Kind.NUMBER);
        else row.put(column, "0".repeat(Math.max(0, digits - plain.length())) + plain, SheetCell.Kind.PADDED_NUMBER);
    }

    /** Excel stores 0.1 + 0.2 as 0.30000000000000004 and shows 15 digits. */
    private static String plain(BigDecimal exact) {
        BigDecimal shown = exact.precision() > 15 ? exact.round(new java.math.MathContext(15)) : exact;
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }
}
