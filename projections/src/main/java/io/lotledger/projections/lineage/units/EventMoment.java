package io.lotledger.projections.lineage.units;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * When an event happened: at an instant, or at some time of a day.
 *
 * @param time of the event, in microseconds, as in the tables
 * @param date of the event in its own offset
 * @param byDate whether it is known only by its date ({@link EventDates}), which begins at this time
 */
public record EventMoment(Instant time, LocalDate date, boolean byDate) {
    /** Between the same time of day in the offsets furthest apart that EPCIS allows (-14:00 and +14:00). */
    private static final Duration OFFSETS = Duration.ofHours(28);

    /** Between two times of one civil date. */
    public static final Duration LONGEST_DATE = Duration.ofHours(24).plus(OFFSETS);

    private static final Duration DAY = Duration.ofDays(1);

    public EventMoment {
        time = precise(time);
    }

    /** Truncates to the precision of the tables. */
    public static Instant precise(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    public static EventMoment of(EpcisEvent event) {
        return new EventMoment(event.eventTime(), EventDates.local(event).toLocalDate(), EventDates.isOnlyDate(event));
    }

    /** The first instant of an event that it may concern: of one of its date in another offset, if it is known by it only. */
    public Instant earliest() {
        return byDate ? time.minus(OFFSETS) : time;
    }

    /** The last instant at which it may have happened, if its offset is right. */
    public Instant last() {
        return byDate ? time.plus(DAY).minus(1, ChronoUnit.MICROS) : time;
    }

    /** The same day or time, and later than all that happened at it. */
    public EventMoment afterwards() {
        return new EventMoment(time.plus(1, ChronoUnit.MICROS), date, byDate);
    }

    /**
     * Whether nobody knows which of the two was first: one is known only by its date, and the other is of that civil date
     * in its own offset, or of the 24 hours from the midnight on.
     */
    public boolean isOfOneDayWith(EventMoment other) {
        if (byDate && other.byDate) return date.equals(other.date);
        return (byDate && covers(other)) || (other.byDate && other.covers(this));
    }

    private boolean covers(EventMoment other) {
        return other.date.equals(date) || !(other.time.isBefore(time) || other.time.isAfter(last()));
    }
}
