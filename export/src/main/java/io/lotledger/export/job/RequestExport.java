package io.lotledger.export.job;

import io.lotledger.export.job.ExportSubject.Seeds.Chosen;
import io.lotledger.export.job.ExportSubject.Seeds.OneLot;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
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

    ExportRequested at(Instant requestedAt) {
        Lot lot = subject.seeds() instanceof OneLot one ? one.lot() : null;
        return new ExportRequested(
                jobId,
                subject.organisation(),
                lot == null ? null : lot.id(),
                lot == null ? null : lot.key().uri(),
                subject.direction(),
                subject.format(),
                generation,
                requestedBy,
                requestedAt,
                logPosition,
                subject.fdaOnly() ? true : null,
                subject.seeds() instanceof Chosen chosen ? chosen.criteria() : null);
    }
}
