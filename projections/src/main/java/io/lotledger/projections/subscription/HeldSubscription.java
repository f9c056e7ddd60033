package io.lotledger.projections.subscription;

import org.jspecify.annotations.Nullable;

/**
 * A subscription whose next batch this node delivers, as long as its claim lasts.
 *
 * @param claim number of the claim; another claim makes it worthless
 * @param position every matching event up to here is delivered
 * @param dueTo position of the last matching event
 * @param runTo where the scheduled run under way ends; null when streaming
 * @param runSent whether the run has delivered anything
 * @param batchLimit events per batch that the receiver takes; null when it never refused one
 */
public record HeldSubscription(
        Subscription subscription,
        long claim,
        long position,
        long dueTo,
        @Nullable Long runTo,
        boolean runSent,
        @Nullable Integer batchLimit,
        int attempts) {

    /** Where to stop reading for now. */
    public long limit() {
        return runTo == null ? dueTo : Math.min(dueTo, runTo);
    }

    public boolean isFinished() {
        return position >= limit();
    }
}
