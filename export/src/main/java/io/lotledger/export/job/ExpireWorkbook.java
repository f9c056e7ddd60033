package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The workbook is removed. */
record ExpireWorkbook(@TargetAggregateIdentifier UUID jobId) implements ExportJobCommand {}
