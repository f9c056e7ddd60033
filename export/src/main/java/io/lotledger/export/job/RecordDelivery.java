package io.lotledger.export.job;

import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

record RecordDelivery(
        @TargetAggregateIdentifier UUID jobId,
        int attempt,
        String objectKey,
        String fileName,
        String sha256,
        String contentSha256,
        String productVersion,
        @Nullable String build,
        long sizeBytes,
        Map<String, Long> rows,
        String manifestKey)
        implements ExportJobCommand {}
