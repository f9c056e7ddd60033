package io.lotledger.ingest.epcis.identifier;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The possible product classes of a lot URI without a GS1 key: the URI without its last parts, and the pattern of each.
 * GDST marks lots with a word of their own: {@code …:product:lot:class:plant.cod.L7} is a lot of {@code
 * …:product:class:plant.cod}.
 */
public final class ProductClasses {
    private static final String GDST_LOT = ":product:lot:class:";
    private static final String GDST_CLASS = ":product:class:";
    private static final String DELIMITERS = ".:/#";
    private static final int MAX_PARTS = 12;

    private ProductClasses() {}

    /**
     * The candidate classes, nearest first; none needs to have master data.
     *
     * @param lot the URI of a lot in its {@link CanonicalUri normal spelling}
     */
    public static List<String> of(String lot) {
        Set<String> classes = new LinkedHashSet<>();
        int gdst = lot.indexOf(GDST_LOT);
        if (gdst > 0) {
            String classPrefix = lot.substring(0, gdst) + GDST_CLASS;
            prefixes(classPrefix + lot.substring(gdst + GDST_LOT.length()), classPrefix.length(), classes);
        }
        prefixes(lot, nameStart(lot), classes);
        return List.copyOf(classes);
    }

    /** Index where the owner's names begin: after a host, a URN's namespace, or a scheme. */
    private static int nameStart(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0) return uri.length();
        int end = uri.startsWith("//", colon + 1) ? uri.indexOf('/', colon + 3) : colon;
        if (uri.startsWith("urn:")) end = uri.indexOf(':', colon + 1);
        return end < 0 ? uri.length() : end + 1;
    }

    private static void prefixes(String uri, int from, Set<String> classes) {
        int parts = 0;
        for (int end = uri.length() - 1; end > from && parts < MAX_PARTS; end--) {
            char delimiter = uri.charAt(end);
            if (DELIMITERS.indexOf(delimiter) < 0) continue;
            parts++;
            classes.add(uri.substring(0, end));
            classes.add(uri.substring(0, end + 1) + "*");
        }
    }
}
