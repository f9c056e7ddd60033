package io.lotledger.api.problem;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/** Reads a time of a request: RFC 3339, with a year of four digits. */
public final class SentTime {
    private SentTime() {}

    /** @throws DateTimeException when the text is not such a time */
    public static Instant parse(String text) {
        OffsetDateTime time = OffsetDateTime.parse(text);
        if (time.getYear() < 0 || time.getYear() > 9999) throw new DateTimeException("the year has four digits");
        return time.toInstant();
    }
}
