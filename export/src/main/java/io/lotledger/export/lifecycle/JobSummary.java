package io.lotledger.export.lifecycle;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of the list of jobs, which may lag behind the log.
 *
 * @param lotId null when the request gave criteria
 * @param lot its URI; null when the request gave criteria
 * @param requestedBy id of the API key
 * @param failureCode null unless failed
 * @param objectKey null unless delivered, and again once the workbook is removed
 * @param position of the request in the log: the order of the list
 */
public record JobSummary(
        UUID jobId,
        @Nullable UUID lotId,
        @Nullable String lot,
        String direction,
        String format,
        boolean fdaOnly,
        String status,
        String requestedBy,
        Instant requestedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant failedAt,
        @Nullable String failureCode,
        @Nullable Long sizeBytes,
        @Nullable String objectKey,
        long position) {}
