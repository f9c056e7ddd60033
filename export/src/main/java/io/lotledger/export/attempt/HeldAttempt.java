package io.lotledger.export.attempt;

import io.lotledger.export.job.ExportAttempt;
import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * An attempt this node has taken, from the hand-over to its end.
 *
 * <p>It knows by this node's own clock when its lease runs out: a node that is cut off from the database cannot ask, and
 * another may have the job by then.
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

    /** The lease has been renewed. */
    void lastsUntil(long until) {
        this.until = until;
    }

    boolean hasRunOut() {
        return System.nanoTime() - until >= 0;
    }

    /** From here on the attempt's time is limited. */
    void clockStarts() {
        workingSince = System.nanoTime();
    }

    boolean hasWorkedLongerThan(Duration limit) {
        Long since = workingSince;
        return since != null && System.nanoTime() - since > limit.toNanos();
    }

    /** From here on there may be something of this attempt in S3. */
    void storing() {
        storing = true;
    }

    boolean mayHaveStored() {
        return storing;
    }

    /** Another attempt may run by now: this one stops. */
    void lose() {
        lost = true;
        Future<?> running = work;
        if (running != null) running.cancel(true);
    }

    boolean isLost() {
        return lost || hasRunOut();
    }

    /** A worker whose attempt is not its own any more, or that is to stop, goes no further and reports nothing. */
    void check() throws InterruptedException {
        if (isLost() || Thread.interrupted()) throw new InterruptedException();
    }
}
