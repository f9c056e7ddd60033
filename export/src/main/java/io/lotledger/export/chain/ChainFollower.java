package io.lotledger.export.chain;

import io.lotledger.projections.processor.LogSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Extends the chain on a thread of its own, by one batch per second. While a backlog is worked off, it rests after each batch as
 * long as the batch took. A failed step is retried until it succeeds.
 */
public final class ChainFollower {
    private static final Logger LOG = LoggerFactory.getLogger(ChainFollower.class);
    /** An entry is covered about so long after its capture. */
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final ChainStep step;
    private final LogSignal signal = new LogSignal();
    private volatile boolean running;
    private volatile @Nullable Throwable failure;
    private @Nullable Thread thread;

    public ChainFollower(ChainStep step) {
        this.step = step;
    }

    /** Why the last step failed; null once a step has succeeded since. */
    public @Nullable Throwable failure() {
        return failure;
    }

    public synchronized void start() {
        if (running) return;
        running = true;
        signal.begin();
        Thread started = new Thread(this::follow, "hash-chain");
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
        Duration pause = INTERVAL;
        while (running) {
            long began = System.nanoTime();
            try {
                boolean more = step.run();
                failure = null;
                pause = INTERVAL;
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                signal.await(Long.MAX_VALUE, more ? took : INTERVAL);
            } catch (RuntimeException | Error e) { // if this thread died, the chain would end without a trace
                if (!running) return;
                failure = e;
                if (e instanceof ChainBrokenException) LOG.error("the hash chain is not extended: {}", e.getMessage());
                else LOG.warn("the hash chain is not extended, retrying in {}: {}", pause, e.toString());
                signal.await(Long.MAX_VALUE, pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            }
        }
    }
}
