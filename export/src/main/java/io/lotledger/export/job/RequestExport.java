package io.lotledger.export.job;

import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** Make job {@code generation} of {@code subject}. */
record RequestExport(
        @TargetAggregateIdentifier UUID jobId,
        ExportSubject subject,
        int generation,
        String requestedBy,
        long logPosition)
        implements ExportJobCommand {

    static RequestExport of(ExportSubject subject, int generation, String requestedBy, long logPosition) {
        return new RequestExport(subject.jobId(generation), subject, generation, requestedBy, logPosition);
    }
}
