package io.lotledger.api.metrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One reading for many meters. A scrape takes it once. A reading that fails is not repeated at once: a scrape would wait for an unavailable
 * database once for each meter, and an exception of a counter would fail the whole scrape.
 */
public final class RecentReading<T> {
    private static final Logger LOG = LoggerFactory.getLogger(RecentReading.class);
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Supplier<T> source;
    private final Clock clock;
    private @Nullable T last;
    private boolean isFailing;
    private Instant takenAt = Instant.EPOCH;

    public RecentReading(Supplier<T> source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    /** For gauges: NaN while the source fails. */
    public synchronized double now(ToDoubleFunction<T> of) {
        T reading = read();
        return reading == null || isFailing ? Double.NaN : of.applyAsDouble(reading);
    }

    /** For counters: the value of the last reading that did not fail, because a counter must not go back. */
    synchronized double latest(ToDoubleFunction<T> of) {
        T reading = read();
        return reading == null ? 0 : of.applyAsDouble(reading);
    }

    private @Nullable T read() {
        Instant now = clock.instant();
        if (now.isBefore(takenAt) || !now.minus(FRESH).isBefore(takenAt)) take();
        return last;
    }

    private void take() {
        try {
            last = source.get();
            isFailing = false;
        } catch (RuntimeException e) {
            isFailing = true;
            LOG.debug("a metric cannot be read: {}", e.toString());
        } finally {
            takenAt = clock.instant();
        }
    }
}
