package io.lotledger.ingest.document.text;

import java.util.concurrent.Semaphore;

/**
 * Large events are read and reviewed in turns, as many at a time as the heap has room for: each may take some ten times its
 * characters while it is read, checked, hashed and spooled.
 */
public final class LargeTreePermits {
    /** From this size on. */
    static final int LARGE = 1 << 20;

    private static final long ROOM = 256L << 20;
    private static final Semaphore TURNS =
            new Semaphore((int) Math.max(1, Runtime.getRuntime().maxMemory() / ROOM), true);

    private boolean held;

    /** Called as something grows; waits for a turn when it has become large. */
    public void grownTo(int size) {
        if (held || size < LARGE) return;
        TURNS.acquireUninterruptibly();
        held = true;
    }

    /** Called when it is no longer in memory. */
    public void forgotten() {
        if (!held) return;
        held = false;
        TURNS.release();
    }
}
