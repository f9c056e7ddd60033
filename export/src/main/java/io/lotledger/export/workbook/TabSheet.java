package io.lotledger.export.workbook;

import io.lotledger.projections.cte.CriticalTrackingEvent;
import io.lotledger.projections.cte.Kde;
import java.util.List;
import org.apache.poi.xssf.streaming.SXSSFRow;

/** One of FDA's tabs being filled. */
final class TabSheet<R extends CriticalTrackingEvent> {
    private final Tab<R> tab;
    private final List<Column<R>> columns;
    private final SheetSeries sheets;
    private final CellWriter cells;
    private final Gaps gaps;

    TabSheet(Tab<R> tab, SheetSeries sheets, CellWriter cells, Gaps gaps) {
        this.tab = tab;
        this.columns = tab.columns();
        this.sheets = sheets;
        this.cells = cells;
        this.gaps = gaps;
    }

    static List<Heading> headings(Tab<?> tab) {
        return tab.columns().stream()
                .map(column -> new Heading(column.heading(), column.width()))
                .toList();
    }

    Tab<R> tab() {
        return tab;
    }

    SheetSeries sheets() {
        return sheets;
    }

    void write(CriticalTrackingEvent event) {
        R record = tab.type().cast(event);
        SXSSFRow row = sheets.next();
        for (int i = 0; i < columns.size(); i++) {
            Column<R> column = columns.get(i);
            Kde value = column.cell().apply(record);
            cells.kde(row, i, value, column.heading(), record.basis().eventID());
            if (value.isGap()) gaps.add(tab, record, column, row, i);
        }
    }
}
