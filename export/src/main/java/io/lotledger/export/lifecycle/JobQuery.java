package io.lotledger.export.lifecycle;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Filters of the list of jobs; a null filter matches every job.
 *
 * @param lots jobs that name one of these lots
 * @param from requested at or after
 * @param to requested before
 * @param place where the page stands in the list
 */
public record JobQuery(
        UUID organisation,
        @Nullable JobStatus status,
        @Nullable Set<UUID> lots,
        @Nullable Instant from,
        @Nullable Instant to,
        Place place,
        int limit) {

    /** Where a page stands in the list of jobs, which is in reverse order of the log. */
    public sealed interface Place {
        /** At the head: the newest jobs. */
        record Newest() implements Place {}

        /** The jobs that follow the job with this log position. */
        record Before(long position) implements Place {}

        /** The jobs that stand just ahead of the job with this log position. */
        record After(long position) implements Place {}
    }
}
