package io.lotledger.export.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Filters of the list of jobs; a null filter matches every job.
 *
 * @param from requested at or after
 * @param to requested before
 * @param before log position of the last job of the previous page
 */
public record JobQuery(
        UUID organisation,
        @Nullable JobStatus status,
        @Nullable UUID lotId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        int limit) {}
