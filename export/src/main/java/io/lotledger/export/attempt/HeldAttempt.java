package io.lotledger.export.attempt;

import io.lotledger.export.job.ExportAttempt;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a worker of this node holds.
 *
 * <p>It measures its lease by this node's clock: a node that is cut off from the database cannot ask, and another node may
 * hold the job by then.
 */
final class HeldAttempt {
    private final ExportAttempt attempt;
    private volatile long until;
    private volatile @Nullable Future<?> work;
    private volatile @Nullable Long workingSince;
    private volatile boolean lost;
    private volatile boolean storing;

    /** @param until as {@link System#nanoTime} counts, never later than the lease itself */
    HeldAttempt(ExportAttempt attempt, long until) {
        this.attempt = attempt;
        this.until = until;
    }

    ExportAttempt attempt() {
        return attempt;
    }

    void by(Future<?> work) {
        this.work = work;
        if (lost) work.cancel(true);
    }

    /** Records a renewal of the lease. */
    void lastsUntil(long until) {
        this.until = until;
    }

    boolean hasRunOut() {
        return System.nanoTime() - until >= 0;
    }

    /** Starts the attempt's time limit. */
    void clockStarts() {
        workingSince = System.nanoTime();
    }

    boolean hasWorkedLongerThan(Duration limit) {
        Long since = workingSince;
        return since != null && System.nanoTime() - since > limit.toNanos();
    }

    /** Records that this attempt may have objects in S3 from now on. */
    void storing() {
        storing = true;
    }

    boolean mayHaveStored() {
        return storing;
    }

    /** Stops this attempt, because another may be running. */
    void lose() {
        lost = true;
        Future<?> running = work;
        if (running != null) running.cancel(true);
    }

    boolean isLost() {
        return lost || hasRunOut();
    }

    /** @throws InterruptedException when the attempt is lost or its worker stops; the worker then reports nothing */
    void check() throws InterruptedException {
        if (isLost() || Thread.interrupted()) throw new InterruptedException();
    }
}
