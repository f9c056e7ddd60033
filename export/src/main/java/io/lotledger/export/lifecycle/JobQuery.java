package io.lotledger.export.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which jobs to list; what is null does not matter.
 *
 * @param from requested at or after
 * @param to requested before
 * @param before the place in the log of the last job of the page before
 */
public record JobQuery(
        UUID organisation,
        @Nullable JobStatus status,
        @Nullable UUID lotId,
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable Long before,
        int limit) {}
