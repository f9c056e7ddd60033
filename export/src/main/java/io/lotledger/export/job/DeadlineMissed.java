package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;

/**
 * The job had no workbook 24 hours after its request (21 CFR 1.1455(c)).
 *
 * @param due the deadline
 * @param at when the miss was detected; the job may have ended since the deadline
 */
public record DeadlineMissed(UUID jobId, Instant due, Instant at) implements ExportJobEvent {}
