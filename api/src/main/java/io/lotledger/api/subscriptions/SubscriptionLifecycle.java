package io.lotledger.api.subscriptions;

import io.lotledger.ingest.eventlog.EventLog;
import io.lotledger.ingest.eventlog.LogTailWatcher;
import io.lotledger.projections.subscription.SubscriptionFollower;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/** Starts the matching and the deliveries with the application, and wakes them when the log grows. */
final class SubscriptionLifecycle implements SmartLifecycle {
    private final SubscriptionFollower follower;
    private final WebhookDeliveries deliveries;
    private final QuerySockets sockets;
    private final EventLog log;
    private final boolean alone;
    private @Nullable LogTailWatcher watch;

    /** @param alone whether no other node appends to the log */
    SubscriptionLifecycle(
            SubscriptionFollower follower,
            WebhookDeliveries deliveries,
            QuerySockets sockets,
            EventLog log,
            boolean alone) {
        this.follower = follower;
        this.deliveries = deliveries;
        this.sockets = sockets;
        this.log = log;
        this.alone = alone;
    }

    @Override
    public synchronized void start() {
        follower.start();
        deliveries.start();
        sockets.start();
        watch = new LogTailWatcher(log, alone, () -> {
            follower.wake();
            sockets.wake();
        });
    }

    @Override
    public synchronized void stop() {
        if (watch != null) watch.close();
        watch = null;
        sockets.stop();
        deliveries.stop();
        follower.stop();
    }

    @Override
    public synchronized boolean isRunning() {
        return watch != null;
    }

    /** Stops before the log and the connection pool. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
