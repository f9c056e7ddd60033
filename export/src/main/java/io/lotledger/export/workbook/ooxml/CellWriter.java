package io.lotledger.export.workbook.ooxml;

import io.lotledger.projections.cte.model.Kde;
import java.math.BigDecimal;
import java.util.IdentityHashMap;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFCell;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** Writes values as strings, so that a spreadsheet never reads a formula and never reformats a date or number. */
public final class CellWriter {
    /** Characters that fit in every column. */
    private static final int NARROWEST = 8;

    private static final int MAX_COLUMNS = 64;
    /** A spreadsheet rounds numbers with more digits. */
    private static final int EXACT_DIGITS = 15;

    private final Styles styles;
    /** Width of each column in characters; 0 if not read yet. */
    private final IdentityHashMap<SXSSFSheet, int[]> widths = new IdentityHashMap<>();

    public CellWriter(Styles styles) {
        this.styles = styles;
    }

    /** Writes a value. A missing value leaves a colored empty cell; the caller lists the gap. */
    public void kde(SXSSFRow row, int column, Kde kde, String title, String about) {
        if (kde instanceof Kde.Known known && known.isGap()) gap(row, column, known.text(), title, about);
        else if (kde instanceof Kde.Known known) text(row, column, known.text(), title, about);
        else if (kde instanceof Kde.NotApplicable none) notApplicable(row, column, words(none), title, about);
        else row.createCell(column).setCellStyle(styles.missing);
    }

    public void text(SXSSFRow row, int column, String text, String title, String about) {
        int lines = lines(row, column, text);
        CellStyle style = CellText.looksLikeFormula(text)
                ? lines > 1 ? styles.inertWrapped : styles.inert
                : lines > 1 ? styles.wrapped : styles.text;
        styled(row, column, text, style, title, about);
        if (lines > 1) WrappedText.makeRoom(row, lines);
    }

    /** Writes the known part of a missing value, colored like an empty cell. */
    private void gap(SXSSFRow row, int column, String text, String title, String about) {
        styled(row, column, text, styles.missing, title, about);
        WrappedText.makeRoom(row, lines(row, column, text));
    }

    private void notApplicable(SXSSFRow row, int column, String words, String title, String about) {
        int lines = lines(row, column, words);
        styled(row, column, words, lines > 1 ? styles.notApplicableWrapped : styles.notApplicable, title, about);
        if (lines > 1) WrappedText.makeRoom(row, lines);
    }

    /** Number of lines that the text takes in its column. */
    private int lines(SXSSFRow row, int column, String text) {
        if (text.length() <= NARROWEST && text.indexOf('\n') < 0) return 1;
        int[] ofSheet = widths.computeIfAbsent(row.getSheet(), sheet -> new int[MAX_COLUMNS]);
        if (column >= MAX_COLUMNS) return 1;
        if (ofSheet[column] == 0) ofSheet[column] = Math.max(1, row.getSheet().getColumnWidth(column) / 256);
        return WrappedText.lines(text, ofSheet[column]);
    }

    /** Writes our own text, not a partner's. */
    public void words(SXSSFRow row, int column, String words, CellStyle style) {
        styled(row, column, words, style, "text", "the workbook");
    }

    /** Writes our own text, wrapped in a column of this width in characters. */
    public void wrapped(SXSSFRow row, int column, String words, int width) {
        words(row, column, words, styles.wrapped);
        WrappedText.makeRoom(row, WrappedText.lines(words, width));
    }

    /** Writes a quantity on our own sheets as a number, so that it can be summed; as text if a spreadsheet would round it. */
    public void number(SXSSFRow row, int column, BigDecimal quantity) {
        if (quantity.precision() > EXACT_DIGITS || Math.abs(quantity.scale()) > EXACT_DIGITS) {
            words(row, column, quantity.toPlainString(), styles.text);
            return;
        }
        Cell cell = row.createCell(column);
        cell.setCellValue(quantity.doubleValue());
        cell.setCellStyle(styles.number);
    }

    /** Writes our own text about a whole table, in gray. */
    void remark(SXSSFRow row, int column, String words) {
        words(row, column, words, styles.notApplicable);
    }

    public void count(SXSSFRow row, int column, long count) {
        Cell cell = row.createCell(column);
        cell.setCellValue((double) count);
        cell.setCellStyle(styles.count);
    }

    private static void styled(SXSSFRow row, int column, String text, CellStyle style, String title, String about) {
        if (text.length() > CellText.MAX_LENGTH)
            throw new CellTooLongException(reference(row, column), title, about, text.length());
        SXSSFCell cell = row.createCell(column);
        cell.setCellValue(CellText.of(text));
        cell.setCellStyle(style);
    }

    public static String words(Kde.NotApplicable none) {
        return none.reason().isBlank() ? "n/a" : "n/a (" + none.reason() + ")";
    }

    private static String reference(SXSSFRow row, int column) {
        return row.getSheet().getSheetName() + "!" + CellReference.convertNumToColString(column)
                + (row.getRowNum() + 1);
    }
}
