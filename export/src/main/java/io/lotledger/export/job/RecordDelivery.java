package io.lotledger.export.job;

import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

record RecordDelivery(
        @TargetAggregateIdentifier UUID jobId,
        int attempt,
        String objectKey,
        String fileName,
        String sha256,
        String contentSha256,
        String productVersion,
        long sizeBytes,
        Map<String, Long> rows,
        String manifestKey)
        implements ExportJobCommand {}
