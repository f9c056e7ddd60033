package io.lotledger.ingest.eventlog;

import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the end of the log and reports new entries: at once for commits of this node, within the polling interval for
 * other nodes. It reads only the position, not the entries.
 */
public final class LogTailWatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogTailWatcher.class);
    private static final int POLL_MILLIS = 50;
    /** While no other node appends, a commit that is not reported at once is the exception. */
    private static final int POLL_MILLIS_ALONE = 500;

    private static final int RETRY_MILLIS = 1_000;

    private final EventLog log;
    private final int pollMillis;
    private final Runnable onNewEntries;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * @param alone whether no other node appends to this log
     * @param onNewEntries must return quickly; may also be called when nothing is new
     */
    public LogTailWatcher(EventLog log, boolean alone, Runnable onNewEntries) {
        this.log = log;
        this.pollMillis = alone ? POLL_MILLIS_ALONE : POLL_MILLIS;
        this.onNewEntries = onNewEntries;
        this.thread = new Thread(this::watch, "log-watch");
        thread.setDaemon(true);
        log.addReader(onNewEntries);
        thread.start();
    }

    private void watch() {
        long seen = -1;
        while (!closed) {
            int pause = pollMillis;
            try {
                long head = log.head();
                if (head != seen) onNewEntries.run();
                seen = head;
            } catch (RuntimeException e) {
                if (closed) return;
                LOG.warn("cannot watch the event log: {}", e.getMessage());
                pause = RETRY_MILLIS;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(pause);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    /** Returns when the log is no longer polled. */
    @Override
    public void close() {
        closed = true;
        log.removeReader(onNewEntries);
        thread.interrupt();
        try {
            thread.join(RETRY_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
