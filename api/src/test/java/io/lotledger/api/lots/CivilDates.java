package io.lotledger.api.lots;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** Events at midnight are of the whole day: of that date anywhere, and of the 24 hours that follow. */
final class CivilDates {
    private CivilDates() {}

    static boolean isDate(EpcisEvent event) {
        return local(event).toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** Whether one of them is a date, and the other may be earlier or later that day. */
    static boolean isOneDay(EpcisEvent one, EpcisEvent other) {
        LocalDate first = local(one).toLocalDate();
        LocalDate second = local(other).toLocalDate();
        if (isDate(one) && isDate(other)) return first.equals(second);
        if (!isDate(one) && !isDate(other)) return false;
        Duration later = isDate(one)
                ? Duration.between(one.eventTime(), other.eventTime())
                : Duration.between(other.eventTime(), one.eventTime());
        return first.equals(second) || (!later.isNegative() && later.toHours() < 24);
    }

    /** Whether either may have been first. */
    static boolean hasNoOrder(EpcisEvent one, EpcisEvent other) {
        return one.eventTime().equals(other.eventTime()) || isOneDay(one, other);
    }

    /** The one that is a date, or else the first. */
    static EpcisEvent dateOr(EpcisEvent first, EpcisEvent second) {
        return !isDate(first) && isDate(second) ? second : first;
    }

    static LocalDate day(EpcisEvent event) {
        return local(event).toLocalDate();
    }

    private static LocalDateTime local(EpcisEvent event) {
        ZoneOffset offset = ZoneOffset.of(event.fields().eventTimeZoneOffset());
        return event.eventTime().atOffset(offset).toLocalDateTime();
    }
}
