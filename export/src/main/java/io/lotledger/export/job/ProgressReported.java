package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/** The progress of the rendering, at most once a second. */
public record ProgressReported(UUID jobId, int attempt, long done, long total, Instant at) implements ExportJobEvent {}
