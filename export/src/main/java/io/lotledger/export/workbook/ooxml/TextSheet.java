package io.lotledger.export.workbook.ooxml;

import io.lotledger.export.workbook.content.Ecfr;
import java.util.stream.IntStream;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;

/** A sheet of prose, written from top to bottom. */
public final class TextSheet {
    /** Rows of a sheet without a table. */
    public static final long NO_TABLE = -1;

    /** Rows that stay readable on one printed page. */
    private static final int ONE_PAGE = 70;

    private static final float TITLE_POINTS = 24;

    private final ReproducibleWorkbook book;
    private final SXSSFSheet sheet;
    private final CellWriter cells;
    private final Styles styles;
    private final int[] widths;
    private int rows;

    public TextSheet(
            ReproducibleWorkbook book, String name, XSSFColor colour, CellWriter cells, Styles styles, int... widths) {
        this.book = book;
        this.cells = cells;
        this.styles = styles;
        this.sheet = book.createSheet(name);
        sheet.setTabColor(colour);
        sheet.setDisplayGridlines(false);
        sheet.getPrintSetup().setLandscape(true);
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setFitHeight((short) 1);
        this.widths = widths.clone();
        sheet.getFooter().setCenter("&A, page &P of &N");
        for (int i = 0; i < widths.length; i++) sheet.setColumnWidth(i, widths[i] * 256);
    }

    public void title(String words) {
        SXSSFRow row = next();
        row.setHeightInPoints(TITLE_POINTS);
        cells.words(row, 0, words, styles.title);
    }

    public void line(String words) {
        SXSSFRow row = next();
        if (widths.length > 1)
            sheet.addMergedRegionUnsafe(new CellRangeAddress(row.getRowNum(), row.getRowNum(), 0, widths.length - 1));
        cells.wrapped(row, 0, words, IntStream.of(widths).sum());
    }

    public void section(String words) {
        blank();
        cells.words(next(), 0, words, styles.label);
    }

    public void blank() {
        rows++;
    }

    public void headings(CellStyle style, String... words) {
        SXSSFRow row = next();
        for (int i = 0; i < words.length; i++) cells.words(row, i, words[i], style);
    }

    /** @param value may be a partner's text */
    public void fact(String name, String value) {
        SXSSFRow row = next();
        cells.words(row, 0, name, styles.label);
        cells.text(row, 1, value, name, sheet.getSheetName());
    }

    public void fact(String name, long count) {
        SXSSFRow row = next();
        cells.words(row, 0, name, styles.label);
        cells.count(row, 1, count);
    }

    /** Describes a sheet of this workbook: its content, its number of rows, and the paragraph of the rule. */
    public void contents(String sheetName, String holds, long count, String cfr) {
        SXSSFRow row = next();
        cells.words(row, 0, sheetName, styles.link);
        link("A", row.getRowNum(), HyperlinkType.DOCUMENT, "'" + sheetName + "'!A1");
        cells.words(row, 1, holds, styles.text);
        if (count != NO_TABLE) cells.count(row, 2, count);
        if (cfr.isEmpty()) return;
        cells.words(row, 3, cfr, styles.link);
        link("D", row.getRowNum(), HyperlinkType.URL, Ecfr.url(cfr));
    }

    private void link(String column, int row, HyperlinkType type, String address) {
        XSSFHyperlink link = (XSSFHyperlink) book.getCreationHelper().createHyperlink(type);
        link.setAddress(address);
        link.setCellReference(column + (row + 1));
        book.getXSSFWorkbook().getSheet(sheet.getSheetName()).addHyperlink(link);
    }

    private SXSSFRow next() {
        if (rows == ONE_PAGE) sheet.getPrintSetup().setFitHeight((short) 0);
        return sheet.createRow(rows++);
    }
}
