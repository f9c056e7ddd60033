package io.lotledger.intake.fda.book;

import java.time.LocalDate;

/** Days as the bounds of a query by event time, which has the years 1 to 9999. A row may name any day. */
final class EventDays {
    private static final LocalDate FIRST = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 31);

    private EventDays() {}

    /** The beginning of the day, or of the first that a query has. */
    static String start(LocalDate day) {
        return (day.isBefore(FIRST) ? FIRST : day.isAfter(LAST) ? LAST : day) + "T00:00:00Z";
    }

    /** The end of the day: the beginning of the next, or the last second that a query has. */
    static String end(LocalDate day) {
        return day.isBefore(LAST) ? start(day.plusDays(1)) : LAST + "T23:59:59Z";
    }
}
