package io.lotledger.export.workbook.ooxml;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;

/** The styles of a workbook, shared by all cells. */
public final class Styles {
    public static final XSSFColor FDA = colour(0x1F4E79);
    public static final XSSFColor OURS = colour(0x548235);
    private static final XSSFColor FDA_HEADING = colour(0xDDEBF7);
    private static final XSSFColor OUR_HEADING = colour(0xE2EFDA);
    private static final XSSFColor MISSING = colour(0xFFF2CC);
    private static final XSSFColor GREY = colour(0x767676);
    private static final XSSFColor LINE = colour(0xA6A6A6);

    /** Text, never a number: a GTIN keeps its zeros. */
    public final CellStyle text;
    /** Text that begins like a formula; it stays text when a user edits the cell. */
    final CellStyle inert;

    final CellStyle inertWrapped;
    final CellStyle notApplicableWrapped;
    final CellStyle number;

    final CellStyle notApplicable;
    final CellStyle missing;
    public final CellStyle wrapped;
    final CellStyle count;
    final CellStyle label;
    final CellStyle title;
    public final CellStyle link;
    public final CellStyle fdaHeading;
    public final CellStyle ourHeading;

    private final SXSSFWorkbook book;

    public Styles(SXSSFWorkbook book) {
        this.book = book;
        XSSFFont plain = font(10, false);
        XSSFFont bold = font(10, true);
        text = text(plain);
        inert = text(plain);
        ((XSSFCellStyle) inert).setQuotePrefixed(true);
        inertWrapped = text(plain);
        ((XSSFCellStyle) inertWrapped).setQuotePrefixed(true);
        inertWrapped.setWrapText(true);
        number = style(plain);
        XSSFFont grey = font(10, false);
        grey.setColor(GREY);
        notApplicable = text(grey);
        notApplicableWrapped = text(grey);
        notApplicableWrapped.setWrapText(true);
        missing = filled(text(plain), MISSING);
        missing.setWrapText(true);
        wrapped = text(plain);
        wrapped.setWrapText(true);
        count = style(plain);
        count.setDataFormat(book.createDataFormat().getFormat("#,##0"));
        count.setAlignment(HorizontalAlignment.LEFT);
        label = text(bold);
        title = text(font(16, true));
        XSSFFont blue = font(10, false);
        blue.setColor(FDA);
        blue.setUnderline(Font.U_SINGLE);
        link = text(blue);
        fdaHeading = heading(FDA_HEADING);
        ourHeading = heading(OUR_HEADING);
    }

    private XSSFCellStyle heading(XSSFColor colour) {
        XSSFCellStyle heading = filled(text(font(9, true)), colour);
        heading.setWrapText(true);
        heading.setBorderBottom(BorderStyle.THIN);
        heading.setBorderRight(BorderStyle.THIN);
        heading.setBottomBorderColor(LINE);
        heading.setRightBorderColor(LINE);
        return heading;
    }

    private XSSFCellStyle text(XSSFFont font) {
        XSSFCellStyle style = style(font);
        style.setDataFormat(book.createDataFormat().getFormat("@"));
        return style;
    }

    private XSSFCellStyle style(XSSFFont font) {
        XSSFCellStyle style = (XSSFCellStyle) book.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.TOP);
        return style;
    }

    private static XSSFCellStyle filled(XSSFCellStyle style, XSSFColor colour) {
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        style.setFillForegroundColor(colour);
        return style;
    }

    private XSSFFont font(int points, boolean bold) {
        XSSFFont font = (XSSFFont) book.createFont();
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        return font;
    }

    private static XSSFColor colour(int rgb) {
        return new XSSFColor(new byte[] {(byte) (rgb >> 16), (byte) (rgb >> 8), (byte) rgb}, null);
    }
}
