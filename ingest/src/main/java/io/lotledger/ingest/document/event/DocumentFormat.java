package io.lotledger.ingest.document.event;

import java.util.regex.Pattern;

/** The two formats of EPCIS documents. Both are read into the same events. */
public enum DocumentFormat {
    /** JSON-LD, EPCIS 2.0. */
    JSON,
    /** XML: EPCIS 2.0, 1.2 and 1.1 in, 2.0 out. */
    XML;

    /** As long as a version ever is: a group that repeats without end would overflow the stack. */
    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){0,9}");

    /** Whether a document may say that it is of this version: {@code 2.0}, {@code 1.2}, {@code 2.0.0}. */
    public static boolean isVersion(String text) {
        return VERSION.matcher(text).matches();
    }
}
