package io.lotledger.export.lifecycle;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportSubject;
import io.lotledger.export.job.ExportSubject.Seeds.Chosen;
import io.lotledger.export.job.ExportSubject.Seeds.OneLot;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.projections.lineage.Lot;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A command to an export job. */
public sealed interface ExportJobCommand {
    UUID jobId();

    /** Make job {@code generation} of {@code subject}. */
    record RequestExport(
            @TargetAggregateIdentifier UUID jobId,
            ExportSubject subject,
            int generation,
            String requestedBy,
            long logPosition,
            ExportRequested.@Nullable AcceptedGaps acceptedGaps)
            implements ExportJobCommand {

        /** @param acceptedGaps null when there are none to accept */
        public static RequestExport of(
                ExportSubject subject,
                int generation,
                String requestedBy,
                long logPosition,
                ExportRequested.@Nullable AcceptedGaps acceptedGaps) {
            return new RequestExport(
                    subject.jobId(generation), subject, generation, requestedBy, logPosition, acceptedGaps);
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
                    subject.seeds() instanceof Chosen chosen ? chosen.criteria() : null,
                    acceptedGaps);
        }
    }

    /** Returns whether the attempt may run: false when it is stale or the job has ended. */
    record StartProcessing(@TargetAggregateIdentifier UUID jobId, int attempt) implements ExportJobCommand {}

    record ReportProgress(@TargetAggregateIdentifier UUID jobId, int attempt, long done, long total)
            implements ExportJobCommand {}

    record RecordAttemptFailure(
            @TargetAggregateIdentifier UUID jobId, int attempt, String code, String message, Instant retryAt)
            implements ExportJobCommand {}

    record RecordDelivery(
            @TargetAggregateIdentifier UUID jobId,
            int attempt,
            String objectKey,
            String fileName,
            String sha256,
            String contentSha256,
            WorkbookRules rules,
            long sizeBytes,
            Map<String, Long> rows,
            String manifestKey)
            implements ExportJobCommand {}

    record RecordFailure(@TargetAggregateIdentifier UUID jobId, int attempt, String code, String message)
            implements ExportJobCommand {}

    record RecordDownload(@TargetAggregateIdentifier UUID jobId, String by) implements ExportJobCommand {}

    /**
     * Make a link that opens the job to a reader without a key, as its event describes. Returns whether the job has the link: false when
     * it has {@link RegulatorLink#MOST_LINKS} others.
     */
    record MakeLink(
            @TargetAggregateIdentifier UUID jobId,
            String linkId,
            String secretSha256,
            @Nullable String note,
            Instant expiresAt,
            String by)
            implements ExportJobCommand {}

    /** A repeated revocation changes nothing. */
    record RevokeLink(@TargetAggregateIdentifier UUID jobId, String linkId, String by) implements ExportJobCommand {}

    /** Returns whether the link opens the job now; only then the opening is recorded. */
    record OpenByLink(@TargetAggregateIdentifier UUID jobId, String linkId, String part) implements ExportJobCommand {}

    /** Returns whether the miss is new: false when it was recorded before. */
    record RecordMissedDeadline(@TargetAggregateIdentifier UUID jobId) implements ExportJobCommand {}

    /** The workbook is removed. */
    record ExpireWorkbook(@TargetAggregateIdentifier UUID jobId) implements ExportJobCommand {}
}
