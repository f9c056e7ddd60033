package io.lotledger.projections.rebuild;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Progress of a projection's rebuild, or how its last rebuild ended.
 *
 * @param position the new tables hold everything up to and including this position
 * @param error error of the latest attempt, if it failed; the rebuild retries
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

    /** Reading the log; deriving what needs all rows; catching up with the log; or ended. */
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
