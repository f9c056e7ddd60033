package io.lotledger.ingest.epcis.identifier;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The product classes that the URI of a lot may belong to, where it is no GS1 key: what stands before its last parts, and the
 * pattern of that. GDST marks lots by a word of their own, {@code …:product:lot:class:plant.cod.L7} of
 * {@code …:product:class:plant.cod}.
 */
public final class ProductClasses {
    private static final String GDST_LOT = ":product:lot:class:";
    private static final String GDST_CLASS = ":product:class:";
    private static final String DELIMITERS = ".:/#";
    private static final int MOST_PARTS = 12;

    private ProductClasses() {}

    /**
     * The nearest first. Nobody need have described any of them.
     *
     * @param lot the URI of a lot in its {@link CanonicalUri normal spelling}
     */
    public static List<String> of(String lot) {
        Set<String> classes = new LinkedHashSet<>();
        int gdst = lot.indexOf(GDST_LOT);
        if (gdst > 0) {
            String ofClass = lot.substring(0, gdst) + GDST_CLASS;
            prefixes(ofClass + lot.substring(gdst + GDST_LOT.length()), ofClass.length(), classes);
        }
        prefixes(lot, nameStart(lot), classes);
        return List.copyOf(classes);
    }

    /** Where the names begin that an owner of the scheme gives: after a host, a URN's namespace, a scheme. */
    private static int nameStart(String uri) {
        int colon = uri.indexOf(':');
        if (colon < 0) return uri.length();
        int end = uri.startsWith("//", colon + 1) ? uri.indexOf('/', colon + 3) : colon;
        if (uri.startsWith("urn:")) end = uri.indexOf(':', colon + 1);
        return end < 0 ? uri.length() : end + 1;
    }

    private static void prefixes(String uri, int from, Set<String> classes) {
        int parts = 0;
        for (int end = uri.length() - 1; end > from && parts < MOST_PARTS; end--) {
            char delimiter = uri.charAt(end);
            if (DELIMITERS.indexOf(delimiter) < 0) continue;
            parts++;
            classes.add(uri.substring(0, end));
            classes.add(uri.substring(0, end + 1) + "*");
        }
    }
}
