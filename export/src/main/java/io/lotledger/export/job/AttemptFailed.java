package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * An attempt came to nothing for a reason that may pass; another follows.
 *
 * @param message a sentence a person can act on
 * @param retryAt not before
 */
public record AttemptFailed(UUID jobId, int attempt, String code, String message, Instant retryAt, Instant at)
        implements ExportJobEvent {}
