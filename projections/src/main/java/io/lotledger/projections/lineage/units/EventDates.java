package io.lotledger.projections.lineage.units;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;

/** The order of events of which some are known only by their date: FDA's spreadsheet has no times. */
public final class EventDates {
    private EventDates() {}

    /**
     * Whether an event is not later than another. An event at midnight of its offset is known only by its date, and is
     * compared by the civil dates as well.
     */
    public static boolean isNotAfter(EpcisEvent one, EpcisEvent other) {
        if (!one.eventTime().isAfter(other.eventTime())) return true;
        LocalDateTime first = local(one);
        LocalDateTime second = local(other);
        return (isOnlyDate(first) || isOnlyDate(second)) && !first.toLocalDate().isAfter(second.toLocalDate());
    }

    /** Whether the event is known only by its date: it is at midnight of its offset. */
    public static boolean isOnlyDate(EpcisEvent event) {
        return isOnlyDate(local(event));
    }

    private static boolean isOnlyDate(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    /** The event's time in its own {@code eventTimeZoneOffset}. */
    public static LocalDateTime local(EpcisEvent event) {
        return event.eventTime()
                .atOffset(ZoneOffset.of(event.fields().eventTimeZoneOffset()))
                .toLocalDateTime();
    }
}
