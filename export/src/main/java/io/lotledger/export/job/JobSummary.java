package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A line of the list of jobs, which may lag behind the log a little.
 *
 * @param objectKey null unless delivered
 */
public record JobSummary(
        UUID jobId,
        UUID lotId,
        String direction,
        String format,
        String status,
        Instant requestedAt,
        @Nullable String objectKey) {}
