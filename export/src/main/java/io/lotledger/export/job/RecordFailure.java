package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record RecordFailure(@TargetAggregateIdentifier UUID jobId, int attempt, String code, String message)
        implements ExportJobCommand {}
