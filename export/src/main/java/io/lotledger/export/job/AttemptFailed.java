package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt failed for a transient reason; another one follows.
 *
 * @param message an actionable sentence for a person
 * @param retryAt earliest time of the next attempt
 */
public record AttemptFailed(UUID jobId, int attempt, String code, String message, Instant retryAt, Instant at)
        implements ExportJobEvent {}
