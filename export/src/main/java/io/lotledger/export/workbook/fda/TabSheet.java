package io.lotledger.export.workbook.fda;

import io.lotledger.export.workbook.ooxml.CellWriter;
import io.lotledger.export.workbook.ooxml.Heading;
import io.lotledger.export.workbook.ooxml.SheetSeries;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Kde;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** Fills one of FDA's tabs. */
public final class TabSheet<R extends CriticalTrackingEvent> {
    private final Tab<R> tab;
    private final List<FdaColumn<R>> columns;
    private final SheetSeries sheets;
    private final CellWriter cells;
    private final GapsSheet gaps;

    public TabSheet(Tab<R> tab, SheetSeries sheets, CellWriter cells, GapsSheet gaps) {
        this.tab = tab;
        this.columns = tab.columns();
        this.sheets = sheets;
        this.cells = cells;
        this.gaps = gaps;
    }

    public static List<Heading> headings(Tab<?> tab) {
        return tab.columns().stream()
                .map(column -> new Heading(column.heading(), column.width()))
                .toList();
    }

    public Tab<R> tab() {
        return tab;
    }

    public SheetSeries sheets() {
        return sheets;
    }

    public void write(CriticalTrackingEvent event) {
        R record = tab.type().cast(event);
        SXSSFRow row = sheets.next();
        for (int i = 0; i < columns.size(); i++) {
            FdaColumn<R> column = columns.get(i);
            Kde value = column.cell().apply(record);
            cells.kde(row, i, value, column.heading(), record.basis().eventID());
            if (value.isGap()) gaps.add(tab, record, column, row, i);
        }
    }
}
