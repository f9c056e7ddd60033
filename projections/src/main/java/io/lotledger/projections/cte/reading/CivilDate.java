package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.Kde;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Dates in FDA's format, {@code mm/dd/yyyy}: the civil date at the place, never shifted to UTC. */
public final class CivilDate {
    private static final DateTimeFormatter FDA = DateTimeFormatter.ofPattern("MM/dd/uuuu", Locale.ROOT);
    private static final int ISO_DATE_LENGTH = 10;

    private CivilDate() {}

    /** The event's date in its own {@code eventTimeZoneOffset}. */
    public static Kde of(EpcisEvent event) {
        return new Kde.Known(text(event));
    }

    /**
     * Whether an event is not later than another. An event at midnight of its offset is known only by its date, and is
     * compared by the civil dates as well: FDA's spreadsheet has no times.
     */
    public static boolean isNotAfter(EpcisEvent one, EpcisEvent other) {
        if (!one.eventTime().isAfter(other.eventTime())) return true;
        LocalDateTime first = local(one);
        LocalDateTime second = local(other);
        return (isOnlyDate(first) || isOnlyDate(second)) && !first.toLocalDate().isAfter(second.toLocalDate());
    }

    private static boolean isOnlyDate(LocalDateTime time) {
        return time.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private static LocalDateTime local(EpcisEvent event) {
        return event.eventTime().atOffset(offset(event)).toLocalDateTime();
    }

    /** The text of {@link #of}. */
    public static String text(EpcisEvent event) {
        return local(event).toLocalDate().format(FDA);
    }

    /** The date part of an ISO 8601 date or time, as written; any other text unchanged. */
    public static Kde ofText(Optional<String> asWritten) {
        return Kde.of(asWritten.map(CivilDate::rewritten));
    }

    private static String rewritten(String text) {
        String stripped = text.strip();
        boolean dated = stripped.length() == ISO_DATE_LENGTH || stripped.indexOf('T') == ISO_DATE_LENGTH;
        if (!dated) return stripped;
        try {
            return LocalDate.parse(stripped.substring(0, ISO_DATE_LENGTH)).format(FDA);
        } catch (DateTimeException notIso) {
            return stripped;
        }
    }

    private static ZoneOffset offset(EpcisEvent event) {
        return ZoneOffset.of(event.fields().eventTimeZoneOffset());
    }
}
