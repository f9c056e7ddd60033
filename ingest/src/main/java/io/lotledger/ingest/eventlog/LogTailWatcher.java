package io.lotledger.ingest.eventlog;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands at the end of the log, and says when something has come: at once for what this node commits, soon for others. It
 * asks for the position only: reading what was captured is for those who need it.
 */
public final class LogTailWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailWatcher.class);
    private static final int PULSE_MILLIS = 50;
    private static final int PAUSE_MILLIS = 1_000;

    private final EventLog log;
    private final Runnable more;
    private final Thread thread;
    private volatile boolean closed;

    /** @param more is quick, and is also called now and then without need */
    public LogTailWatcher(EventLog log, Runnable more) {
        this.log = log;
        this.more = more;
        this.thread = new Thread(this::watch, "log-watch");
        thread.setDaemon(true);
        log.tell(more);
        thread.start();
    }

    private void watch() {
        long seen = -1;
        while (!closed) {
            int pause = PULSE_MILLIS;
            try {
                long head = log.head();
                if (head != seen) more.run();
                seen = head;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn("cannot watch the event log: {}", e.getMessage());
                pause = PAUSE_MILLIS;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns when the log is not asked any more. */
    @Override
    public void close() {
        closed = true;
        log.forget(more);
        thread.interrupt();
        try {
            thread.join(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
