package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * There will be no workbook of this job.
 *
 * @param message a sentence a person can act on
 */
public record ExportFailed(UUID jobId, int attempt, String code, String message, Instant at)
        implements ExportJobEvent {}
