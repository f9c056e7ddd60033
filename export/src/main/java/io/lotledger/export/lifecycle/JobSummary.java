package io.lotledger.export.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the list of jobs, which may lag behind the log.
 *
 * @param lotId null when the request gave criteria
 * @param objectKey null unless delivered
 * @param position of the request in the log: the order of the list
 */
public record JobSummary(
        UUID jobId,
        @Nullable UUID lotId,
        String direction,
        String format,
        String status,
        Instant requestedAt,
        @Nullable String objectKey,
        long position) {}
