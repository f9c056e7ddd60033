package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.RowDescription;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The business names of places by GLN, as the rows give them. */
public final class PlaceNames {
    private static final Pattern GLN_ALONE =
            Pattern.compile("(?<![\\w/.:(-])(?<!\\(GLN )(?:GLN )?(\\d{13})(?![\\w/-]|\\.\\d)");

    private final Map<String, String> names = new HashMap<>();

    public void learn(CriticalTrackingEvent row) {
        learn(FdaTemplate.tabOf(row), row);
        learn(RowDescription.in(row).source());
        if (row instanceof Shipping shipping) learn(shipping.recipient());
    }

    /** {@code Market 31 (GLN 9521101000207)}; other texts and unnamed GLNs unchanged. */
    String nameOf(String gln) {
        String name = names.get(gln);
        return name == null ? gln : name + " (GLN " + gln + ")";
    }

    /** Adds the name to each GLN that stands alone in the text. A GLN in a URI or after its name stays unchanged. */
    String named(String text) {
        return GLN_ALONE.matcher(text).replaceAll(found -> {
            String gln = found.group(1);
            return Matcher.quoteReplacement(names.containsKey(gln) ? nameOf(gln) : found.group());
        });
    }

    private <R extends CriticalTrackingEvent> void learn(Tab<R> tab, CriticalTrackingEvent row) {
        learn(tab.keeper().apply(tab.type().cast(row)));
    }

    void learn(LocationDescription place) {
        String gln = place.gln();
        Kde name = place.businessName();
        if (gln != null && name instanceof Kde.Known known && !known.isGap()) names.putIfAbsent(gln, known.text());
    }
}
