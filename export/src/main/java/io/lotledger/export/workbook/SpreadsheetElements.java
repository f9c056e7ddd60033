package io.lotledger.export.workbook;

import io.lotledger.export.workbook.content.KeyDataElement;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.tally.RequiredElements;
import io.lotledger.projections.tally.RequiredElements.Share;
import java.util.List;
import java.util.function.Predicate;

/** Counts the cells of FDA's spreadsheet that {@link Readiness} scores. */
public final class SpreadsheetElements {
    private SpreadsheetElements() {}

    public static RequiredElements count(CriticalTrackingEvents ctes) {
        List<Readiness.Element> required = Readiness.of(ctes).events().stream()
                .flatMap(event -> event.elements().stream())
                .filter(Readiness.Element::required)
                .toList();
        return new RequiredElements(
                share(required, element -> true),
                share(required, element -> element.kde().equals(KeyDataElement.TRACEABILITY_LOT_CODE.title())),
                share(required, element -> element.kde().equals(KeyDataElement.TRACEABILITY_LOT_CODE_SOURCE.title())));
    }

    private static Share share(List<Readiness.Element> required, Predicate<Readiness.Element> of) {
        List<Readiness.Element> some = required.stream().filter(of).toList();
        return new Share(
                some.size(), some.stream().filter(Readiness.Element::present).count());
    }
}
