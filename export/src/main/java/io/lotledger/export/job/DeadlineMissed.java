package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * There was no workbook 24 hours after it was asked for (21 CFR 1.1455(c)).
 *
 * @param due when it should have been there
 * @param at when that was seen; the job may have ended since
 */
public record DeadlineMissed(UUID jobId, Instant due, Instant at) implements ExportJobEvent {}
