package io.lotledger.projections.cte;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.CriticalTrackingEvents.Unclassified;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.model.ReferenceDocuments;
import java.util.List;

/** Ways to look at rows in tests. */
public final class Rows {
    private Rows() {}

    static <T extends CriticalTrackingEvent> List<T> of(CriticalTrackingEvents events, Class<T> tab) {
        return events.rows().stream().filter(tab::isInstance).map(tab::cast).toList();
    }

    static <T extends CriticalTrackingEvent> T only(CriticalTrackingEvents events, Class<T> tab) {
        List<T> rows = of(events, tab);
        assertThat(rows).as("rows of %s", tab.getSimpleName()).hasSize(1);
        return rows.get(0);
    }

    /** The cell as people would read it. */
    public static String text(Kde kde) {
        if (kde instanceof Kde.Known known) return known.text();
        if (kde instanceof Kde.NotApplicable n) return n.reason().isEmpty() ? "n/a" : "n/a (" + n.reason() + ")";
        return "missing";
    }

    public static String text(Quantity quantity) {
        return text(quantity.amount()) + " " + text(quantity.unit());
    }

    public static String text(ReferenceDocuments documents) {
        return text(documents.type()) + " " + text(documents.number()) + " | " + text(documents.type2()) + " "
                + text(documents.number2());
    }

    static List<String> reasons(CriticalTrackingEvents events) {
        return events.unclassified().stream().map(Unclassified::reason).toList();
    }

    static List<String> tabs(CriticalTrackingEvents events) {
        return events.rows().stream().map(row -> row.getClass().getSimpleName()).toList();
    }

    /** How a place without master data is named. */
    static String named(String uri) {
        return "GLN " + uri.substring(uri.lastIndexOf('/') + 1);
    }
}
