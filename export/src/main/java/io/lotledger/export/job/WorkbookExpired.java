package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/** The workbook and its manifest were kept as long as they are, and are in S3 no more. */
public record WorkbookExpired(UUID jobId, Instant at) implements ExportJobEvent {}
