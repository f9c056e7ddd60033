package io.lotledger.projections.lineage.facts;

import io.lotledger.ingest.epcis.EpcisEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When an event happened: at an instant, or at some time of a day.
 *
 * @param time of the event, in microseconds, as in the tables
 * @param byDate whether it is known only by its date ({@link EventDates}), which begins at this time
 */
public record EventMoment(Instant time, boolean byDate) {
    static final Duration DAY = Duration.ofDays(1);

    public EventMoment {
        time = PackingFacts.precise(time);
    }

    public static EventMoment of(EpcisEvent event) {
        return new EventMoment(event.eventTime(), EventDates.isOnlyDate(event));
    }

    /** The last instant at which it may have happened. */
    Instant last() {
        return byDate ? time.plus(DAY).minus(1, ChronoUnit.MICROS) : time;
    }
}
