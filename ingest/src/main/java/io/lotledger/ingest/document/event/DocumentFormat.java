package io.lotledger.ingest.document.event;

import java.util.regex.Pattern;

/** The two formats of EPCIS documents. Both are read into the same event model. */
public enum DocumentFormat {
    /** JSON-LD, EPCIS 2.0. */
    JSON,
    /** XML: reads EPCIS 2.0, 1.2 and 1.1, writes 2.0. */
    XML;

    /** Bounded, because an unbounded repeated group can overflow the stack. */
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,9}");

    private static final Pattern KNOWN_VERSION = Pattern.compile("1|1\\..*|2|2\\.0(\\..*)?");

    /** The warning of a document whose version {@link #isKnownVersion} does not know. */
    public static final String UNKNOWN_VERSION =
            "this version of EPCIS is unknown: documents of EPCIS 2.0 and 1.x are supported, and this one is read as if"
                    + " it were of these";

    /** Whether the text is a valid schema version, such as {@code 2.0}, {@code 1.2} or {@code 2.0.0}. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }

    /** Whether documents of this version are read as their version means them: EPCIS 2.0 and 1.x. */
    public static boolean isKnownVersion(String version) {
        return KNOWN_VERSION.matcher(version).matches();
    }
}
