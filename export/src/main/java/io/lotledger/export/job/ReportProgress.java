package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record ReportProgress(@TargetAggregateIdentifier UUID jobId, int attempt, long done, long total)
        implements ExportJobCommand {}
