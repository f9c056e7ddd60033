package io.lotledger.projections.processor;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Projections run in parallel. While reads are in flight, the throttle admits one projection step fewer than there are
 * cores, in arrival order. After each step it pauses for the step's duration divided by that number: on two cores, as
 * long as the step took. Projections thus advance during reads, and none starves.
 */
final class ReadPriorityThrottle {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final BooleanSupplier isReadInFlight;
    private final int maxConcurrent;
    private final Semaphore permits;

    ReadPriorityThrottle(BooleanSupplier isReadInFlight, int cores) {
        this.isReadInFlight = isReadInFlight;
        this.maxConcurrent = Math.max(1, cores - 1);
        this.permits = new Semaphore(maxConcurrent, true);
    }

    <T> T run(Supplier<T> step) {
        try {
            if (!acquirePermit()) return step.get();
            try {
                long startedAt = System.nanoTime();
                T result = step.get();
                pause((System.nanoTime() - startedAt) / maxConcurrent);
                return result;
            } finally {
                permits.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Waits for a permit, or until no read is in flight. @return whether a permit was acquired */
    private boolean acquirePermit() throws InterruptedException {
        while (isReadInFlight.getAsBoolean()) {
            if (permits.tryAcquire(POLL_NANOS, TimeUnit.NANOSECONDS)) return true;
        }
        return false;
    }

    private void pause(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && isReadInFlight.getAsBoolean(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, POLL_NANOS));
        }
    }
}
