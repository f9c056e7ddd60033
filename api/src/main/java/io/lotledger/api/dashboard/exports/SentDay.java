package io.lotledger.api.dashboard.exports;

import io.lotledger.api.problem.SentTime;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;

/** Reads an end of a period: a day in the reader's zone such as {@code 2026-11-04}, or a time with an offset. */
final class SentDay {
    static final String FAULT = "Give a day such as 2026-11-04, or a time with an offset.";

    private SentDay() {}

    static Optional<Instant> start(String text, ZoneId zone) {
        return read(text, zone, 0);
    }

    /** The first moment after the day: the day belongs to the period. A time stands for itself. */
    static Optional<Instant> end(String text, ZoneId zone) {
        return read(text, zone, 1);
    }

    private static Optional<Instant> read(String text, ZoneId zone, int days) {
        try {
            if (text.matches("\\d{4}-\\d{2}-\\d{2}"))
                return Optional.of(
                        LocalDate.parse(text).plusDays(days).atStartOfDay(zone).toInstant());
            return Optional.of(SentTime.parse(text));
        } catch (DateTimeException e) { // the caller names the fault
            return Optional.empty();
        }
    }
}
