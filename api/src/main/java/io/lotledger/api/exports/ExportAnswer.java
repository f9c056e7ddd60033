package io.lotledger.api.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.lotledger.export.delivery.SignedLink;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import io.lotledger.ingest.epcis.identifier.ShortUuid;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The seven fields of the contract, and no others.
 *
 * @param lotId null for a job of {@code POST /traceability/exports}, which names several lots
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.ALWAYS)
@JsonPropertyOrder({"job_short_id", "status", "lot_id", "direction", "format", "requested_at", "signed_download_url"})
public record ExportAnswer(
        String jobShortId,
        String status,
        @Nullable String lotId,
        String direction,
        String format,
        Instant requestedAt,
        @Nullable String signedDownloadUrl) {

    static ExportAnswer of(JobState job, @Nullable SignedLink link) {
        ExportRequested request = job.request();
        return new ExportAnswer(
                request.shortId(),
                job.status().word(),
                lotId(request.lotId()),
                request.direction().word(),
                request.format().word(),
                request.requestedAt(),
                url(link));
    }

    static ExportAnswer of(JobSummary job, @Nullable SignedLink link) {
        return new ExportAnswer(
                ShortUuid.encode(job.jobId()),
                job.status(),
                lotId(job.lotId()),
                job.direction(),
                job.format(),
                job.requestedAt(),
                url(link));
    }

    private static @Nullable String lotId(@Nullable UUID lot) {
        return lot == null ? null : ShortUuid.encode(lot);
    }

    private static @Nullable String url(@Nullable SignedLink link) {
        return link == null ? null : link.url().toString();
    }
}
