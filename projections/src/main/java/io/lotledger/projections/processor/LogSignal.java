package io.lotledger.projections.processor;

import java.time.Duration;

/** Wakes threads that wait for new log entries or for the progress of another projection. */
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

    /** Releases all waiting threads; later calls of {@link #await} return at once until {@link #begin}. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    public synchronized void begin() {
        ended = false;
    }

    /** Waits for a {@link #raise} after {@code seen}, at most {@code atMost}. */
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
