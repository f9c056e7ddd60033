package io.lotledger.export.workbook.summary;

import io.lotledger.export.workbook.content.RowDescription;
import io.lotledger.export.workbook.fda.FdaTemplate;
import io.lotledger.export.workbook.fda.Tab;
import io.lotledger.ingest.epcis.identifier.PercentEncoding;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of places by GLN, as the rows give them, and of places without a GLN by the URI that we made for them. */
public final class PlaceNames {
    private static final Pattern GLN_ALONE =
            Pattern.compile("(?<![\\w/.:(-])(?<!\\(GLN )(?:GLN )?(\\d{13})(?![\\w/-]|\\.\\d)");

    private static final String OWN = "urn:lotledger:place:";
    private static final Pattern OWN_URI = Pattern.compile(OWN + "[\\w-]+(?::[\\w.%~-]*[\\w%~-])+");

    private final Map<String, String> names = new HashMap<>();

    public void learn(CriticalTrackingEvent row) {
        learn(FdaTemplate.tabOf(row), row);
        learn(RowDescription.in(row).source());
        if (row instanceof Shipping shipping) learn(shipping.recipient());
    }

    /** {@code Market 31 (GLN 9521101000207)}, or the name or address of a place of ours; an unnamed GLN unchanged. */
    String nameOf(String place) {
        String name = names.get(place);
        if (place.startsWith(OWN)) return name == null ? undescribed(place) : name;
        return name == null ? place : name + " (GLN " + place + ")";
    }

    /** Adds the name to each GLN that stands alone in the text. A GLN in a URI or after its name stays unchanged. */
    String named(String text) {
        String withOwn = OWN_URI.matcher(text).replaceAll(found -> Matcher.quoteReplacement(nameOf(found.group())));
        return GLN_ALONE.matcher(withOwn).replaceAll(found -> {
            String gln = found.group(1);
            return Matcher.quoteReplacement(names.containsKey(gln) ? nameOf(gln) : found.group());
        });
    }

    /** The name of a place, otherwise its address, otherwise what a partner calls it; empty if nothing is known. */
    static String describe(LocationDescription place) {
        if (place.businessName() instanceof Kde.Known known) return known.text();
        String uri = place.uri();
        if (!place.address().isEmpty()) return place.address();
        if (uri == null) return "";
        return uri.startsWith(OWN) ? undescribed(uri) : uri;
    }

    /** A partner of X12 names a place by qualifier and code: {@code urn:lotledger:place:{organisation}:{partner}:92.DC14}. */
    private static String undescribed(String uri) {
        String[] parts = uri.substring(OWN.length()).split(":", -1);
        if (parts.length < 3) return "a place without name and address";
        String code = parts[2].substring(parts[2].indexOf('.') + 1);
        return decoded(code) + " of " + decoded(parts[1]);
    }

    private static String decoded(String segment) {
        @Nullable String decoded = PercentEncoding.decode(segment);
        return decoded == null ? segment : decoded;
    }

    private <R extends CriticalTrackingEvent> void learn(Tab<R> tab, CriticalTrackingEvent row) {
        learn(tab.keeper().apply(tab.type().cast(row)));
    }

    void learn(LocationDescription place) {
        String gln = place.gln();
        String uri = place.uri();
        Kde name = place.businessName();
        if (gln != null && name instanceof Kde.Known known && !known.isGap()) names.putIfAbsent(gln, known.text());
        if (uri != null && uri.startsWith(OWN)) names.putIfAbsent(uri, describe(place));
    }
}
