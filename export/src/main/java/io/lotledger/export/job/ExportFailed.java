package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * The job failed for good and gets no workbook.
 *
 * @param message an actionable sentence for a person
 */
public record ExportFailed(UUID jobId, int attempt, String code, String message, Instant at)
        implements ExportJobEvent {}
