package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.lineage.units.EventDates;
import java.time.DateTimeException;
import java.time.LocalDate;
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

    /** The text of {@link #of}. */
    public static String text(EpcisEvent event) {
        return EventDates.local(event).toLocalDate().format(FDA);
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
}
