package io.lotledger.export.job;

import java.time.Duration;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** An attempt this node has taken, from the hand-over to its end. */
final class Hold {
    private final Leases.Attempt attempt;
    private volatile @Nullable Future<?> work;
    private volatile @Nullable Long workingSince;
    private volatile boolean lost;

    Hold(Leases.Attempt attempt) {
        this.attempt = attempt;
    }

    Leases.Attempt attempt() {
        return attempt;
    }

    void by(Future<?> work) {
        this.work = work;
        if (lost) work.cancel(true);
    }

    /** From here on the attempt's time is limited. */
    void clockStarts() {
        workingSince = System.nanoTime();
    }

    boolean hasWorkedLongerThan(Duration limit) {
        Long since = workingSince;
        return since != null && System.nanoTime() - since > limit.toNanos();
    }

    /** Another attempt may run by now: this one stops. */
    void lose() {
        lost = true;
        Future<?> running = work;
        if (running != null) running.cancel(true);
    }

    boolean isLost() {
        return lost;
    }
}
