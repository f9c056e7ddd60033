package io.lotledger.projections.processor;

import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a step on a thread of its own. A failed step is retried until it succeeds, after a pause that doubles from one second
 * on.
 */
public abstract class StepFollower {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final String name;
    private final Duration shortestRest;
    private final Duration longestPause;
    private final LogSignal signal = new LogSignal();
    private volatile boolean running;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;

    /**
     * @param name of the thread
     * @param shortestRest how long {@link #wake} cannot end a rest
     */
    protected StepFollower(String name, Duration shortestRest, Duration longestPause) {
        this.name = name;
        this.shortestRest = shortestRest;
        this.longestPause = longestPause;
    }

    /** @return how long to rest before the next step, unless {@link #wake} is called first; zero for a next step at once */
    protected abstract Duration step();

    /** Logs that a step has failed and will be retried after the pause. */
    protected abstract void failed(Throwable failure, Duration pause);

    /** Why the last step failed; {@code null} once a step has succeeded since. */
    public final @Nullable Throwable failure() {
        return failure;
    }

    public final synchronized void start() {
        if (running) return;
        running = true;
        signal.begin();
        Thread started = new Thread(this::follow, name);
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Returns when no step is running, or after a timeout. */
    public final synchronized void stop() {
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

    public final synchronized boolean isRunning() {
        return running;
    }

    /** Ends a rest, because there may be something to do. A pause after a failure goes on. */
    public final void wake() {
        signal.raise();
    }

    private void follow() {
        Duration pause = FIRST_PAUSE;
        while (running) {
            long seen = signal.count();
            try {
                Duration rest = step();
                failure = null;
                pause = FIRST_PAUSE;
                if (rest.isZero()) continue;
                signal.await(Long.MAX_VALUE, shortestRest);
                signal.await(seen, rest);
            } catch (RuntimeException | Error e) { // if this thread died, its work would stop without a trace
                if (!running) return;
                failure = e;
                failed(DatabaseOutage.first(e), pause);
                signal.await(Long.MAX_VALUE, pause);
                pause = pause.multipliedBy(2).compareTo(longestPause) > 0 ? longestPause : pause.multipliedBy(2);
            }
        }
    }
}
