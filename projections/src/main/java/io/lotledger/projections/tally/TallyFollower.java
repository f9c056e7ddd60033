package io.lotledger.projections.tally;

import io.lotledger.projections.processor.LogSignal;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the tally up to date, on a thread of its own. It gives way: while reads are in flight or the tables are far
 * behind the log, it rests as long as its last step took. A failed step is retried until it succeeds.
 */
public final class TallyFollower {
    private static final Logger LOG = LoggerFactory.getLogger(TallyFollower.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_REST = Duration.ofSeconds(5);
    private static final long FAR_BEHIND = 2_000;
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final TallyStep step;
    private final BooleanSupplier isReadInFlight;
    private final LogSignal signal = new LogSignal();
    private volatile boolean running;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;

    public TallyFollower(TallyStep step, BooleanSupplier isReadInFlight) {
        this.step = step;
        this.isReadInFlight = isReadInFlight;
    }

    /** Why the last step failed; {@code null} once a step has succeeded since. */
    public @Nullable Throwable failure() {
        return failure;
    }

    public synchronized void start() {
        if (running) return;
        running = true;
        signal.begin();
        Thread started = new Thread(this::follow, "tally");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Returns when no step is running, or after a timeout. */
    public synchronized void stop() {
        running = false;
        signal.end();
        Thread stopping = thread;
        if (stopping == null) return;
        try {
            stopping.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public synchronized boolean isRunning() {
        return running;
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (running) {
            long seen = signal.count();
            long began = System.nanoTime();
            try {
                TallyStep.Result result = step.run();
                failure = null;
                pause = FIRST_PAUSE;
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                if (!result.counted()) signal.await(seen, POLL_INTERVAL);
                else if (isReadInFlight.getAsBoolean() || result.behind() > FAR_BEHIND)
                    signal.await(seen, took.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : took);
            } catch (RuntimeException | Error e) { // if this thread died, the counts would stop without a trace
                if (!running) return;
                failure = e;
                LOG.warn("the summary is not being counted, retrying in {}: {}", pause, e.toString());
                signal.await(Long.MAX_VALUE, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
