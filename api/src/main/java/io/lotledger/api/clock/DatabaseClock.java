package io.lotledger.api.clock;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The machine's clock, corrected to PostgreSQL's. Nodes compare times that other nodes have written: deadlines, claims, expiries. So
 * they all go by the one clock that they share, also when a machine's own clock is hours off or is set while the server runs.
 *
 * <p>The machine's clock is taken as it is while it is within {@link #TOLERANCE} of PostgreSQL's.
 */
public final class DatabaseClock extends Clock {
    /** What a comparison over the network cannot tell from agreement. */
    static final Duration TOLERANCE = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseClock.class);

    /** A comparison that took longer says too little. */
    private static final Duration LONGEST_ANSWER = Duration.ofMillis(500);

    /** A smaller step back is a correction that no stored time notices. */
    private static final Duration SET_BACK = Duration.ofMinutes(1);

    /** Later than this after a comparison, a jump of the machine's clock cannot be told from a machine that slept. */
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final InstantSource machine;
    private final LongSupplier nanos;
    private final List<Runnable> whenSetBack = new CopyOnWriteArrayList<>();
    private final List<Runnable> due = new ArrayList<>(); // only the watch uses it
    private volatile @Nullable Comparison latest;

    /** @param offset how far PostgreSQL's clock is ahead of the machine's */
    private record Comparison(Instant machine, Instant database, long nanos, Duration offset) {}

    DatabaseClock(InstantSource machine, LongSupplier nanos) {
        this.machine = machine;
        this.nanos = nanos;
    }

    /** In milliseconds, as all times that the server stores and shows. */
    @Override
    public Instant instant() {
        Instant now = machine.instant();
        Comparison known = latest;
        if (known == null) return now.truncatedTo(ChronoUnit.MILLIS);
        Duration since = Duration.ofNanos(nanos.getAsLong() - known.nanos());
        Instant expected = known.machine().plus(since);
        boolean wasSet = since.compareTo(FRESH) < 0 && isBeyond(Duration.between(expected, now), TOLERANCE);
        return (wasSet ? expected : now).plus(known.offset()).truncatedTo(ChronoUnit.MILLIS);
    }

    /** Registers what is to be done after PostgreSQL's clock was set back. It is done again until it does not throw. */
    public void onSetBack(Runnable repair) {
        whenSetBack.add(repair);
    }

    /**
     * Compares the clocks. One thread at a time calls it, every few seconds.
     *
     * @param database what PostgreSQL answered when it was asked the time
     * @param took how long that took
     */
    public void compare(Instant database, Duration took) {
        if (took.compareTo(LONGEST_ANSWER) <= 0) note(database.plus(took.dividedBy(2)));
        due.removeIf(repair -> {
            repair.run();
            return true;
        });
    }

    private void note(Instant database) {
        Comparison known = latest;
        Instant now = machine.instant();
        long monotonic = nanos.getAsLong();
        Duration offset = known == null ? Duration.ZERO : known.offset();
        Duration measured = Duration.between(now, database);
        if (isBeyond(measured.minus(offset), TOLERANCE)) {
            boolean agrees = !isBeyond(measured, TOLERANCE);
            if (agrees) LOG.info("The clock of this machine agrees with PostgreSQL's again");
            else
                LOG.warn(
                        "The clock of this machine is {} {} PostgreSQL's. This server goes by PostgreSQL's; set the machine's clock",
                        measured.abs().truncatedTo(ChronoUnit.SECONDS),
                        measured.isNegative() ? "ahead of" : "behind");
            offset = agrees ? Duration.ZERO : measured;
        }
        latest = new Comparison(now, database, monotonic, offset);
        if (known == null) return;
        Instant expected = known.database().plusNanos(monotonic - known.nanos());
        if (!database.isBefore(expected.minus(SET_BACK))) return;
        LOG.warn("The clock of PostgreSQL was set back from {} to {}", expected, database);
        due.addAll(whenSetBack);
    }

    private static boolean isBeyond(Duration difference, Duration most) {
        return difference.abs().compareTo(most) > 0;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("times of the server are in UTC");
    }
}
