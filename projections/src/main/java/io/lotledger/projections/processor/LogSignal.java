package io.lotledger.projections.processor;

import java.time.Duration;

/** Wakes those who wait for the log, or for each other. */
public final class LogSignal {
    private long count;
    private boolean ended;

    public synchronized long count() {
        return count;
    }

    public synchronized void raise() {
        count++;
        notifyAll();
    }

    /** Nobody waits any more. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    public synchronized void begin() {
        ended = false;
    }

    /** Returns at once when it was raised since it was at {@code seen}; after {@code atMost} anyway. */
    public synchronized void await(long seen, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (!ended && count <= seen) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) return;
            try {
                wait(millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
