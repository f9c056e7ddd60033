package io.lotledger.projections.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the rebuild of a projection is, or how its last one ended.
 *
 * @param position its new tables hold everything up to here
 * @param error of the latest try, where it failed; it is tried again
 */
public record RebuildProgress(
        String projection,
        Phase phase,
        long position,
        String requestedBy,
        Instant startedAt,
        Instant updatedAt,
        @Nullable Instant finishedAt,
        @Nullable String error) {

    /** What it is doing: reading the log, making what is drawn from the whole of it, coming up with the log, or nothing any more. */
    public enum Phase {
        FILLING,
        FINISHING,
        FOLLOWING,
        DONE,
        CANCELLED;

        public boolean isActive() {
            return this != DONE && this != CANCELLED;
        }
    }
}
