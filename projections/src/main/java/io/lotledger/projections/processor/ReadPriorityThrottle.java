package io.lotledger.projections.processor;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Projections work side by side. While somebody waits for an answer, they leave a core to who reads: as many as there are cores
 * but one work at a time, in the order in which they came, and rest after each step, on two cores as long as it took. So they
 * move on while there are readers, and none is left behind.
 */
final class ReadPriorityThrottle {
    private static final long LOOK_AGAIN = TimeUnit.MILLISECONDS.toNanos(20);

    private final BooleanSupplier isSomebodyWaiting;
    private final int most;
    private final Semaphore turns;

    ReadPriorityThrottle(BooleanSupplier isSomebodyWaiting, int cores) {
        this.isSomebodyWaiting = isSomebodyWaiting;
        this.most = Math.max(1, cores - 1);
        this.turns = new Semaphore(most, true);
    }

    <T> T take(Supplier<T> step) {
        try {
            if (!isInTurn()) return step.get();
            try {
                long began = System.nanoTime();
                T result = step.get();
                rest((System.nanoTime() - began) / most);
                return result;
            } finally {
                turns.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Returns when the step may begin: as one of few, or because nobody waits any more. */
    private boolean isInTurn() throws InterruptedException {
        while (isSomebodyWaiting.getAsBoolean()) {
            if (turns.tryAcquire(LOOK_AGAIN, TimeUnit.NANOSECONDS)) return true;
        }
        return false;
    }

    private void rest(long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        for (long left = nanos; left > 0 && isSomebodyWaiting.getAsBoolean(); left = end - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_AGAIN));
        }
    }
}
