package io.lotledger.intake.x12.element;

import io.lotledger.intake.x12.X12Segment;
import java.util.Locale;

/** Names of data elements as X12 writes them. */
public final class X12Names {
    private X12Names() {}

    /** {@code LIN03}. */
    public static String element(X12Segment segment, int element) {
        return String.format(Locale.ROOT, "%s%02d", segment.tag(), element);
    }
}
