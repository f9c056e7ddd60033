package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/** The retention of the workbook and its manifest ended, and both are removed from S3. */
public record WorkbookExpired(UUID jobId, Instant at) implements ExportJobEvent {}
