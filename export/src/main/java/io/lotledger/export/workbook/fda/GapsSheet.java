package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.content.WorkbookDates;
import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.streaming.SXSSFRow;
import org.jspecify.annotations.Nullable;

/** Lists every gap in FDA's tabs: the cell, the rule's requirement, and whom to ask. */
public final class GapsSheet {
    public static final String NAME = "Gaps";
    public static final List<Heading> HEADINGS = List.of(
            new Heading("Sheet", 26),
            new Heading("Cell", 9),
            new Heading("Key data element", 30),
            new Heading("Column", 80),
            new Heading("Required", 14),
            new Heading("Lot", 36),
            new Heading("Event ID", 48),
            new Heading("Event date\n(mm/dd/yyyy)", 13),
            new Heading("21 CFR", 20),
            new Heading("Ask", 32),
            new Heading("Phone Number", 18));

    private final @Nullable SheetSeries sheets;
    private final CellWriter cells;
    private final Map<KeyDataElement, Long> required = new EnumMap<>(KeyDataElement.class);
    private long conditional;

    /** @param sheets receives the list; null only counts */
    public GapsSheet(@Nullable SheetSeries sheets, CellWriter cells) {
        this.sheets = sheets;
        this.cells = cells;
    }

    <R extends CriticalTrackingEvent> void add(Tab<R> tab, R record, FdaColumn<R> column, SXSSFRow at, int index) {
        if (column.conditional()) conditional++;
        else required.merge(column.kde(), 1L, Long::sum);
        if (sheets != null) list(sheets.next(), tab, record, column, at, index);
    }

    /** Missing elements that the rule requires unconditionally, by key data element. A lot code and its source count separately. */
    public Map<KeyDataElement, Long> required() {
        return required;
    }

    /** Missing elements for which FDA's heading says "if applicable", "if available", "if needed" or "instead". */
    public long conditional() {
        return conditional;
    }

    public long total() {
        return conditional
                + required.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Notes an empty list; call it after the last row. */
    public void finish() {
        if (sheets != null && sheets.rows() == 0) sheets.remark("No gaps found", cells);
    }

    private <R extends CriticalTrackingEvent> void list(
            SXSSFRow row, Tab<R> tab, R record, FdaColumn<R> column, SXSSFRow at, int index) {
        Basis basis = record.basis();
        LocationDescription keeper = tab.keeper().apply(record);
        put(row, 0, at.getSheet().getSheetName());
        put(row, 1, CellReference.convertNumToColString(index) + (at.getRowNum() + 1));
        put(row, 2, column.kde().title());
        cells.wrapped(row, 3, column.title(), HEADINGS.get(3).width());
        put(row, 4, column.obligation());
        put(row, 5, basis.lot().printed());
        put(row, 6, basis.eventID());
        put(row, 7, WorkbookDates.of(basis.eventTime(), basis.eventTimeZoneOffset()));
        put(row, 8, column.cfr());
        put(row, 9, known(keeper.businessName()));
        put(row, 10, known(keeper.phone()));
    }

    private void put(SXSSFRow row, int column, String text) {
        cells.text(row, column, text, HEADINGS.get(column).text(), NAME);
    }

    private static String known(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : "not known";
    }
}
