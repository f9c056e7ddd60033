package io.lotledger.export.workbook;

import io.lotledger.projections.cte.CriticalTrackingEvent;
import io.lotledger.projections.cte.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.Kde;
import io.lotledger.projections.cte.LocationDescription;
import java.util.HashMap;
import java.util.Map;

/** The business names of places by GLN, as the rows give them. */
final class Places {
    private final Map<String, String> names = new HashMap<>();

    void learn(CriticalTrackingEvent row) {
        learn(FdaTemplate.tabOf(row), row);
        learn(LotDescription.in(row).source());
        if (row instanceof Shipping shipping) learn(shipping.recipient());
    }

    /** {@code Market 31 (GLN 9521101000207)}; what is no GLN, and a GLN without a name, as they are. */
    String nameOf(String gln) {
        String name = names.get(gln);
        return name == null ? gln : name + " (GLN " + gln + ")";
    }

    private <R extends CriticalTrackingEvent> void learn(Tab<R> tab, CriticalTrackingEvent row) {
        learn(tab.keeper().apply(tab.type().cast(row)));
    }

    private void learn(LocationDescription place) {
        String gln = place.gln();
        Kde name = place.businessName();
        if (gln != null && name instanceof Kde.Known known && !known.isGap()) names.putIfAbsent(gln, known.text());
    }
}
