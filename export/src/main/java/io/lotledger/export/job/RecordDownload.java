package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record RecordDownload(@TargetAggregateIdentifier UUID jobId, String by) implements ExportJobCommand {}
