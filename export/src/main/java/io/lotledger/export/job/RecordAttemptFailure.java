package io.lotledger.export.job;

import java.time.Instant;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record RecordAttemptFailure(
        @TargetAggregateIdentifier UUID jobId, int attempt, String code, String message, Instant retryAt)
        implements ExportJobCommand {}
