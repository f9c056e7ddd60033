package io.lotledger.export.workbook;

import io.lotledger.projections.cte.Kde;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFCell;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** Puts values into cells. Whatever it is, it goes in as a string: never a formula, never a date or number a spreadsheet would reshape. */
final class CellWriter {
    private final Styles styles;

    CellWriter(Styles styles) {
        this.styles = styles;
    }

    /** A missing value leaves the cell empty but for its colour; who calls lists the gap. */
    void kde(SXSSFRow row, int column, Kde kde, String title, String about) {
        if (kde instanceof Kde.Known known) text(row, column, known.text(), title, about);
        else if (kde instanceof Kde.NotApplicable none)
            styled(row, column, words(none), styles.notApplicable, title, about);
        else row.createCell(column).setCellStyle(styles.missing);
    }

    void text(SXSSFRow row, int column, String text, String title, String about) {
        boolean lines = text.indexOf('\n') >= 0;
        CellStyle style = CellText.looksLikeFormula(text) ? styles.inert : lines ? styles.wrapped : styles.text;
        styled(row, column, text, style, title, about);
        if (lines) WrappedText.makeRoom(row, (int) text.lines().count());
    }

    /** Our own words, not a partner's. */
    void words(SXSSFRow row, int column, String words, CellStyle style) {
        styled(row, column, words, style, "text", "the workbook");
    }

    /** Our own words, on as many lines as they need in a column of this width, in characters. */
    void wrapped(SXSSFRow row, int column, String words, int width) {
        words(row, column, words, styles.wrapped);
        WrappedText.makeRoom(row, WrappedText.lines(words, width));
    }

    /** Our own words about a whole table, in gray. */
    void remark(SXSSFRow row, int column, String words) {
        words(row, column, words, styles.notApplicable);
    }

    void count(SXSSFRow row, int column, long count) {
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

    static String words(Kde.NotApplicable none) {
        return none.reason().isBlank() ? "n/a" : "n/a (" + none.reason() + ")";
    }

    private static String reference(SXSSFRow row, int column) {
        return row.getSheet().getSheetName() + "!" + CellReference.convertNumToColString(column)
                + (row.getRowNum() + 1);
    }
}
