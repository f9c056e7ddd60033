package io.lotledger.ingest.epcis.identifier;

import java.nio.charset.StandardCharsets;

/**
 * Limits of codes that tables index: a row of an index has at most 2,704 bytes. Capture refuses longer ones; tables leave
 * out those that earlier versions captured.
 */
public final class CodeLength {
    /** Maximum bytes of a URI or code in UTF-8. Percent-encoding at most triples it, which still fits. */
    public static final int MAX_BYTES = 800;

    /** Maximum bytes of a lot number, which one row holds as it is and percent-encoded. */
    public static final int MAX_LOT_BYTES = 600;

    /** Maximum bytes of a value in its canonical spelling. */
    private static final int MAX_INDEXED_BYTES = 3 * MAX_BYTES + 100;

    private CodeLength() {}

    /** Whether it has at most {@link #MAX_BYTES}. */
    public static boolean isCode(String text) {
        return isWithin(MAX_BYTES, text);
    }

    /** Whether it has at most {@link #MAX_LOT_BYTES}. */
    public static boolean isLotNumber(String text) {
        return isWithin(MAX_LOT_BYTES, text);
    }

    /** Whether an index can hold the canonical spelling of a URI or code. */
    public static boolean isIndexable(String canonical) {
        return isWithin(MAX_INDEXED_BYTES, canonical);
    }

    /** Whether the text has at most so many bytes in UTF-8. */
    public static boolean isWithin(int bytes, String text) {
        return text.length() <= bytes / 3 || text.getBytes(StandardCharsets.UTF_8).length <= bytes;
    }
}
