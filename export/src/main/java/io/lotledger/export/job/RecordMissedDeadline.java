package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Answered with whether this is news. */
record RecordMissedDeadline(@TargetAggregateIdentifier UUID jobId) implements ExportJobCommand {}
