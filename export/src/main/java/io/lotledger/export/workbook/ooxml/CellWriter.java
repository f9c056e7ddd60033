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

/** Puts values into cells. Whatever it is, it goes in as a string: never a formula, never a date or number a spreadsheet would reshape. */
public final class CellWriter {
    /** Characters that fit into every column. */
    private static final int NARROWEST = 8;

    private static final int MAX_COLUMNS = 64;
    /** Beyond these digits a spreadsheet rounds. */
    private static final int EXACT_DIGITS = 15;

    private final Styles styles;
    /** Width of each column in characters; 0 where it was not asked for yet. */
    private final IdentityHashMap<SXSSFSheet, int[]> widths = new IdentityHashMap<>();

    public CellWriter(Styles styles) {
        this.styles = styles;
    }

    /** A missing value leaves the cell empty but for its colour; who calls lists the gap. */
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

    /** What is known of a value that is missing all the same: colored like an empty one. */
    private void gap(SXSSFRow row, int column, String text, String title, String about) {
        styled(row, column, text, styles.missing, title, about);
        WrappedText.makeRoom(row, lines(row, column, text));
    }

    private void notApplicable(SXSSFRow row, int column, String words, String title, String about) {
        int lines = lines(row, column, words);
        styled(row, column, words, lines > 1 ? styles.notApplicableWrapped : styles.notApplicable, title, about);
        if (lines > 1) WrappedText.makeRoom(row, lines);
    }

    /** Lines the text takes in its column. */
    private int lines(SXSSFRow row, int column, String text) {
        if (text.length() <= NARROWEST && text.indexOf('\n') < 0) return 1;
        int[] ofSheet = widths.computeIfAbsent(row.getSheet(), sheet -> new int[MAX_COLUMNS]);
        if (column >= MAX_COLUMNS) return 1;
        if (ofSheet[column] == 0) ofSheet[column] = Math.max(1, row.getSheet().getColumnWidth(column) / 256);
        return WrappedText.lines(text, ofSheet[column]);
    }

    /** Our own words, not a partner's. */
    public void words(SXSSFRow row, int column, String words, CellStyle style) {
        styled(row, column, words, style, "text", "the workbook");
    }

    /** Our own words, on as many lines as they need in a column of this width, in characters. */
    public void wrapped(SXSSFRow row, int column, String words, int width) {
        words(row, column, words, styles.wrapped);
        WrappedText.makeRoom(row, WrappedText.lines(words, width));
    }

    /** A quantity on a sheet of ours, to be added up; as text where a spreadsheet would round it. */
    public void number(SXSSFRow row, int column, BigDecimal quantity) {
        if (quantity.precision() > EXACT_DIGITS || Math.abs(quantity.scale()) > EXACT_DIGITS) {
            words(row, column, quantity.toPlainString(), styles.text);
            return;
        }
        Cell cell = row.createCell(column);
        cell.setCellValue(quantity.doubleValue());
        cell.setCellStyle(styles.number);
    }

    /** Our own words about a whole table, in gray. */
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
