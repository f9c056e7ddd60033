package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportRequested.AcceptedGaps;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.source.RulesInForce;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * A job in full: the seven fields of the contract and its progress.
 *
 * @param lot class URI; null for a job of {@code POST /traceability/exports}, which has {@code request} instead
 * @param lastAttempt why the last attempt failed, while the job is not final
 * @param progress of the rendering; before the rendering, of the read models towards the log position
 * @param waiting why no worker is rendering the job
 * @param dueAt 24 hours after the request (21 CFR 1.1455(c))
 * @param deadlineMissed whether the job had no workbook at {@code dueAt}
 * @param build the commit of the server that rendered the workbook
 * @param otherRules {@code build} when another build made the workbook than the one that answers, {@code tables} when this one made
 *     it from tables that code of another version had filled: asked again, it may say something else
 * @param expiresAt when the signed URL expires
 * @param retainedUntil when the workbook will be removed; null before it is delivered, and while a legal hold keeps it
 * @param expiredAt when the workbook was removed
 * @param acceptedGaps null unless the request accepted records below the least readiness
 * @param downloadCount how often {@code /download} was requested; S3 does not report fetches by the signed URL
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
public record ExportDetails(
        @JsonUnwrapped ExportAnswer answer,
        @Nullable String lot,
        @Nullable RequestBody request,
        String requestedBy,
        boolean fdaOnly,
        @Nullable Instant processingStartedAt,
        @Nullable Instant deliveredAt,
        @Nullable Instant failedAt,
        @Nullable Failure failure,
        @Nullable Failure lastAttempt,
        int attempts,
        @Nullable Progress progress,
        @Nullable Waiting waiting,
        Instant dueAt,
        boolean deadlineMissed,
        long logPosition,
        @Nullable String sha256,
        @Nullable String contentSha256,
        @Nullable String productVersion,
        @Nullable String build,
        @Nullable String otherRules,
        @Nullable Long sizeBytes,
        @Nullable Map<String, Long> rows,
        @Nullable String fileName,
        @Nullable Instant expiresAt,
        @Nullable Instant retainedUntil,
        @Nullable Instant expiredAt,
        @Nullable AcceptedGaps acceptedGaps,
        long downloadCount) {

    public record Failure(String code, String message) {}

    public record Progress(long done, long total) {}

    /**
     * @param reason {@code read_models}, {@code worker}, {@code retry}, {@code disk}
     * @param until the latest end of the wait, if known
     */
    public record Waiting(
            String reason, String message, @Nullable Instant until) {}

    /** The request, each list sorted and without duplicates. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    public record RequestBody(
            List<String> tlcs,
            List<String> lots,
            List<String> gtins,
            @Nullable Period eventTime) {
        static @Nullable RequestBody of(ExportRequested request) {
            LotCriteria criteria = request.criteria();
            if (criteria == null) return null;
            boolean always = criteria.from() == null && criteria.to() == null;
            return new RequestBody(
                    criteria.tlcs(),
                    criteria.lots().stream().map(ShortUuid::encode).toList(),
                    criteria.gtins(),
                    always ? null : new Period(criteria.from(), criteria.to()));
        }
    }

    public record Period(@Nullable Instant from, @Nullable Instant to) {}

    /** @param readModels how far the tables are, while the rendering has not begun */
    public static ExportDetails of(
            JobState job,
            @Nullable SignedLink link,
            @Nullable Progress readModels,
            @Nullable Waiting waiting,
            boolean late,
            @Nullable Instant retainedUntil,
            RulesInForce.@Nullable Difference otherRules) {
        WorkbookExpired expiry = job.expiry();
        WorkbookDelivered delivery = job.delivery();
        ExportFailed failure = job.failure();
        AttemptFailed setback = job.status().isFinal() ? null : job.setback();
        ProgressReported progress = job.progress();
        return new ExportDetails(
                ExportAnswer.of(job, link),
                job.request().lot(),
                RequestBody.of(job.request()),
                job.request().requestedBy(),
                job.request().fdaOnly(),
                job.processingStartedAt(),
                delivery == null ? null : delivery.at(),
                failure == null ? null : failure.at(),
                failure == null ? null : new Failure(failure.code(), failure.message()),
                setback == null ? null : new Failure(setback.code(), setback.message()),
                job.attempts(),
                progress == null ? readModels : new Progress(progress.done(), progress.total()),
                waiting,
                job.due(),
                late,
                job.request().logPosition(),
                delivery == null ? null : delivery.sha256(),
                delivery == null ? null : delivery.contentSha256(),
                delivery == null ? null : delivery.productVersion(),
                delivery == null ? null : delivery.build(),
                otherRules == null ? null : otherRules.word(),
                delivery == null ? null : delivery.sizeBytes(),
                delivery == null ? null : delivery.rows(),
                delivery == null ? null : delivery.fileName(),
                link == null ? null : link.expiresAt(),
                retainedUntil,
                expiry == null ? null : expiry.at(),
                job.request().acceptedGaps(),
                job.downloads());
    }
}
