package io.lotledger.export.workbook.ooxml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.IgnoredErrorType;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.apache.poi.xssf.streaming.SXSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** A table with headings in row 1 and data from row 2, on as many sheets as it needs: {@code Shipping}, {@code Shipping (2)} … */
public final class SheetSeries {
    private static final int MAX_NAME = 31;
    /** Characters per line that stay readable on one page: half size on letter paper, landscape. */
    private static final int WIDEST_PAGE = 220;

    private final ReproducibleWorkbook book;
    private final String name;
    private final List<Heading> headings;
    private final CellStyle headingStyle;
    private final XSSFColor colour;
    private final int maxDataRows;
    /** The column repeated on every page across, -1 for none. */
    private final int lotCode;

    private final List<SXSSFSheet> sheets = new ArrayList<>();
    private SXSSFSheet sheet;
    private int rowsOnSheet;
    private boolean remarked;

    /** @param maxDataRows maximum rows of one sheet below the headings */
    public SheetSeries(
            ReproducibleWorkbook book,
            String name,
            List<Heading> headings,
            CellStyle headingStyle,
            XSSFColor colour,
            int maxDataRows) {
        this.book = book;
        this.name = name;
        this.headings = headings;
        this.headingStyle = headingStyle;
        this.colour = colour;
        this.maxDataRows = maxDataRows;
        this.lotCode = lotCode(headings);
        this.sheet = begin();
    }

    String name() {
        return name;
    }

    /** Starts the next data row. The row before it can no longer be changed. */
    public SXSSFRow next() {
        if (rowsOnSheet == maxDataRows) {
            sheet = begin();
            rowsOnSheet = 0;
        }
        return sheet.createRow(++rowsOnSheet);
    }

    /** Writes into the first row of an empty table that it is empty, and why. It does not count as a row. */
    public void remark(String words, CellWriter cells) {
        if (rows() > 0) throw new IllegalStateException(name + " has rows");
        cells.remark(sheet.createRow(1), 0, words);
        remarked = true;
    }

    /** Links a cell of the current row to a web page. */
    public void link(int column, String url) {
        XSSFHyperlink link = (XSSFHyperlink) book.getCreationHelper().createHyperlink(HyperlinkType.URL);
        link.setAddress(url);
        link.setCellReference(CellReference.convertNumToColString(column) + (rowsOnSheet + 1));
        book.getXSSFWorkbook().getSheet(sheet.getSheetName()).addHyperlink(link);
    }

    public long rows() {
        return (sheets.size() - 1L) * maxDataRows + rowsOnSheet;
    }

    /** Adds each sheet's rows to {@code counts}, by its name. */
    public void countInto(Map<String, Long> counts) {
        for (SXSSFSheet each : sheets) counts.put(each.getSheetName(), (long) rowsOn(each));
    }

    /** Places the sheets from {@code position} on, sets their print ranges, and returns the next free position. */
    public int finish(int position) {
        int next = position;
        for (SXSSFSheet each : sheets) {
            if (book.getSheetIndex(each) != next) book.setSheetOrder(each.getSheetName(), next);
            next++;
        }
        for (SXSSFSheet each : sheets) finish(each);
        return next;
    }

    private void finish(SXSSFSheet each) {
        int lastRow = rowsOn(each);
        int lastColumn = headings.size() - 1;
        CellRangeAddress table = new CellRangeAddress(0, lastRow, 0, lastColumn);
        XSSFSheet template = book.getXSSFWorkbook().getSheet(each.getSheetName());
        each.setAutoFilter(table);
        template.setDimensionOverride(remarked ? new CellRangeAddress(0, 1, 0, lastColumn) : table);
        if (lastRow > 0)
            template.addIgnoredErrors(
                    new CellRangeAddress(1, lastRow, 0, lastColumn), IgnoredErrorType.NUMBER_STORED_AS_TEXT);
    }

    private int rowsOn(SXSSFSheet each) {
        return each.equals(sheet) ? rowsOnSheet : maxDataRows;
    }

    private SXSSFSheet begin() {
        SXSSFSheet begun = book.createSheet(nameOf(sheets.size() + 1));
        sheets.add(begun);
        begun.setTabColor(colour);
        begun.createFreezePane(0, 1);
        begun.setRepeatingRows(new CellRangeAddress(0, 0, -1, -1));
        if (lotCode >= 0) begun.setRepeatingColumns(new CellRangeAddress(-1, -1, lotCode, lotCode));
        begun.getPrintSetup().setLandscape(true);
        fitToFewPages(begun);
        begun.getFooter().setCenter("&A, page &P of &N");
        SXSSFRow row = begun.createRow(0);
        row.setHeightInPoints(Heading.points(headings));
        for (int i = 0; i < headings.size(); i++) head(begun, row, i, headings.get(i));
        return begun;
    }

    private static int lotCode(List<Heading> headings) {
        for (int i = 0; i < headings.size(); i++) {
            String text = headings.get(i).text();
            if (text.equals("Lot")) return i;
            if (text.startsWith("Traceability Lot Code") && !text.contains("Source")) return i;
        }
        return -1;
    }

    /** Scales the sheet to the fewest pages across that stay readable; pages of one row are adjacent. */
    private void fitToFewPages(SXSSFSheet sheet) {
        int characters = headings.stream().mapToInt(Heading::width).sum();
        sheet.setFitToPage(true);
        sheet.getPrintSetup().setFitWidth((short) pages(characters));
        sheet.getPrintSetup().setLeftToRight(true);
        sheet.getPrintSetup().setFitHeight((short) 0);
    }

    /** Every page but the first repeats the lot code, which takes part of its width. */
    private int pages(int characters) {
        if (characters <= WIDEST_PAGE) return 1;
        int repeated = lotCode < 0 ? 0 : headings.get(lotCode).width();
        int room = WIDEST_PAGE - repeated;
        return (characters - repeated + room - 1) / room;
    }

    private void head(SXSSFSheet on, SXSSFRow row, int column, Heading heading) {
        on.setColumnWidth(column, heading.width() * 256);
        row.createCell(column).setCellValue(heading.text());
        row.getCell(column).setCellStyle(headingStyle);
    }

    /** A sheet name has at most 31 characters, including the number. */
    private String nameOf(int part) {
        if (part == 1) return name;
        String number = " (" + part + ")";
        return name.substring(0, Math.min(name.length(), MAX_NAME - number.length()))
                        .strip()
                + number;
    }
}
