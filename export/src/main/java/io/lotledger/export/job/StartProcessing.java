package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Answered with whether the attempt is the one to work: false when it is stale or the job has ended. */
record StartProcessing(@TargetAggregateIdentifier UUID jobId, int attempt) implements ExportJobCommand {}
