package io.lotledger.export.job;

import java.util.UUID;

/** An attempt of a job, counted from 1. */
public record ExportAttempt(UUID jobId, int number) {}
