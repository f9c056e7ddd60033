package io.lotledger.ingest.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that a test moves, so that it need not wait. */
public class MovableClock extends Clock {
    private final Clock base;
    private volatile Duration ahead = Duration.ZERO;

    private MovableClock(Clock base) {
        this.base = base;
    }

    /** Runs with the time of day. */
    public MovableClock() {
        this(Clock.systemUTC());
    }

    /** Stands still until it is moved. */
    public static MovableClock stoppedAt(Instant now) {
        return new MovableClock(fixed(now, ZoneOffset.UTC));
    }

    public void advance(Duration by) {
        ahead = ahead.plus(by);
    }

    public void moveTo(Instant then) {
        ahead = Duration.between(base.instant(), then);
    }

    /** Back to where it began: to the time of day, which other servers of a test have, or to where it was stopped. */
    public void reset() {
        ahead = Duration.ZERO;
    }

    @Override
    public Instant instant() {
        return base.instant().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("a test's clock is in UTC");
    }
}
