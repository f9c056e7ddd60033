package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.export.workbook.fda.FdaColumn;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.tally.RequiredElements;
import io.lotledger.projections.tally.RequiredElements.Share;

/** Counts the cells of FDA's spreadsheet that {@link Readiness} scores, without their text. */
public final class SpreadsheetElements {
    private final Sum all = new Sum();
    private final Sum codes = new Sum();
    private final Sum sources = new Sum();

    private SpreadsheetElements() {}

    public static RequiredElements count(CriticalTrackingEvents ctes) {
        SpreadsheetElements sums = new SpreadsheetElements();
        for (CriticalTrackingEvent row : ctes.rows()) sums.add(FdaTemplate.tabOf(row), row);
        return new RequiredElements(sums.all.share(), sums.codes.share(), sums.sources.share());
    }

    private <R extends CriticalTrackingEvent> void add(Tab<R> tab, CriticalTrackingEvent row) {
        R record = tab.type().cast(row);
        for (FdaColumn<R> column : tab.columns()) {
            if (column.conditional()) continue;
            boolean isPresent = !column.cell().apply(record).isGap();
            all.add(isPresent);
            if (column.kde() == KeyDataElement.TRACEABILITY_LOT_CODE) codes.add(isPresent);
            if (column.kde() == KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE) sources.add(isPresent);
        }
    }

    private static final class Sum {
        private long required;
        private long present;

        void add(boolean isPresent) {
            required++;
            if (isPresent) present++;
        }

        Share share() {
            return new Share(required, present);
        }
    }
}
