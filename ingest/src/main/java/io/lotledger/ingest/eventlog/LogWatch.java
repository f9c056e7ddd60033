package io.lotledger.ingest.eventlog;

import java.util.concurrent.TimeUnit;
import org.axonframework.common.stream.BlockingStream;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Stands at the end of the log, and says when something has come: at once for what this node commits, soon for others. */
public final class LogWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);
    private static final int PULSE_MILLIS = 500;

    private final EventStore store;
    private final Runnable more;
    private final Thread thread;
    private volatile boolean closed;

    /** @param more is also called now and then without need */
    public LogWatch(EventStore store, Runnable more) {
        this.store = store;
        this.more = more;
        this.thread = new Thread(this::watch, "log-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        while (!closed) {
            try (BlockingStream<TrackedEventMessage<?>> end = store.openStream(store.createHeadToken())) {
                while (!closed) {
                    end.hasNextAvailable(PULSE_MILLIS, TimeUnit.MILLISECONDS);
                    while (end.hasNextAvailable()) end.nextAvailable();
                    more.run();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn("cannot watch the event log: {}", e.getMessage());
                if (!pause()) return;
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PULSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join(2L * PULSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
