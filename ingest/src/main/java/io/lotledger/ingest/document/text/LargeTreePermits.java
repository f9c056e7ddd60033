package io.lotledger.ingest.document.text;

import java.util.concurrent.Semaphore;

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

    private boolean held;

    /** Reports the current size of a growing value; waits for a permit when it becomes large. */
    public void acquireIfLarge(int size) {
        if (held || size < LARGE) return;
        PERMITS.acquireUninterruptibly();
        held = true;
    }

    /** Releases the permit when the value is no longer in memory. */
    public void release() {
        if (!held) return;
        held = false;
        PERMITS.release();
    }
}
