package io.lotledger.ingest.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** Times as EPCIS writes them: date and time of day with an offset, years of four digits. */
public final class Times {
    private Times() {}

    /** The moment, or {@code null} where the text is no date and time with offset. */
    public static @Nullable Instant parse(String text) {
        String time = text.strip();
        if (time.length() < 17 || time.charAt(4) != '-' || !Character.isDigit(time.charAt(0))) return null;
        try {
            return OffsetDateTime.parse(time, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
