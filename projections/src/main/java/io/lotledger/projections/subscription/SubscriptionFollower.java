package io.lotledger.projections.subscription;

import io.lotledger.projections.processor.LogSignal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the matching up to date with the log, on a thread of its own. A failed step is retried until it succeeds. */
public final class SubscriptionFollower {
    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFollower.class);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
    private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);
    private static final long STOP_TIMEOUT_MILLIS = 10_000;

    private final SubscriptionMatcher matcher;
    private final Runnable onDue;
    private final LogSignal signal = new LogSignal();
    private volatile boolean running;
    private @Nullable Thread thread;

    /** @param onDue called when events have become due; must return quickly */
    public SubscriptionFollower(SubscriptionMatcher matcher, Runnable onDue) {
        this.matcher = matcher;
        this.onDue = onDue;
    }

    public synchronized void start() {
        running = true;
        signal.begin();
        Thread started = new Thread(this::follow, "subscription-matching");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    /** Returns when no step is running, or after a timeout. */
    public synchronized void stop() {
        running = false;
        signal.end();
        Thread running = thread;
        if (running == null) return;
        try {
            running.join(STOP_TIMEOUT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Signals that the log may have grown. */
    public void wake() {
        signal.raise();
    }

    private void follow() {
        while (running) {
            long seen = signal.count();
            try {
                SubscriptionMatcher.Result result = matcher.step();
                if (result.due()) onDue.run();
                if (!result.advanced()) signal.await(seen, POLL_INTERVAL);
            } catch (RuntimeException | Error e) { // if this thread died, deliveries would stop without a trace
                if (!running) return;
                LOG.warn("events are not matched against subscriptions now, retrying: {}", e.toString());
                signal.await(Long.MAX_VALUE, RETRY_INTERVAL);
            }
        }
    }
}
