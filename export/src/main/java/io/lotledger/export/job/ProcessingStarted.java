package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * A worker started an attempt.
 *
 * @param attempt from 1; a later attempt supersedes an earlier one
 */
public record ProcessingStarted(UUID jobId, int attempt, Instant at) implements ExportJobEvent {}
