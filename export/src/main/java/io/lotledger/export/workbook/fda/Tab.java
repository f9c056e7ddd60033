package io.lotledger.export.workbook.fda;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.List;
import java.util.function.Function;

/**
 * One of FDA's data tabs.
 *
 * @param cfr the paragraph the tab answers, without "21 CFR"
 * @param type the critical tracking event whose rows it holds
 * @param holds its content, in our words
 * @param keeper the place that keeps the record and can be asked for missing elements
 */
public record Tab<R extends CriticalTrackingEvent>(
        String name,
        String cfr,
        Class<R> type,
        String holds,
        Function<R, LocationDescription> keeper,
        List<FdaColumn<R>> columns) {
    public Tab {
        columns = List.copyOf(columns);
    }
}
