package io.lotledger.ingest.document.text;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits the number of large events processed concurrently to what the heap can hold. Such an event takes about ten
 * times its characters while it is read, checked, hashed and staged.
 */
public final class LargeTreePermits {
    /** Size from which an event is large. */
    static final int LARGE = 1 << 20;

    private static final long HEAP_PER_PERMIT = 256L << 20;
    private static final Semaphore PERMITS =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / HEAP_PER_PERMIT), true);

    /** A client that waits longer may give up before it is answered. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

    private final Semaphore permits;
    private final Duration longestWait;
    private boolean held;

    public LargeTreePermits() {
        this(PERMITS, LONGEST_WAIT);
    }

    LargeTreePermits(Semaphore permits, Duration longestWait) {
        this.permits = permits;
        this.longestWait = longestWait;
    }

    /**
     * Reports the current size of a growing value; waits for a permit when it becomes large.
     *
     * @throws MemoryBusyException when no permit becomes free for 20 seconds
     */
    public void acquireIfLarge(int size) {
        if (held || size < LARGE) return;
        try {
            held = permits.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!held) throw new MemoryBusyException();
    }

    /** Releases the permit when the value is no longer in memory. */
    public void release() {
        if (!held) return;
        held = false;
        permits.release();
    }
}
