package io.lotledger.export.proof;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.export.delivery.Workbook;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportRequested.AcceptedGaps;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.UsedEvent;
import io.lotledger.export.source.WorkbookSource;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;

/**
 * The evidence of a workbook, stored signed beside it.
 *
 * @param lot class URI; absent when the request gave criteria
 * @param criteria absent when the request named one lot
 * @param sha256 of the file, lower-case hexadecimal
 * @param contentSha256 of the parts inside it before compression
 * @param build commit of the server that rendered it; absent when unknown
 * @param rows data rows per sheet
 * @param acceptedGaps absent unless the request accepted gaps of the records
 * @param events every event it was drawn from, in order of event time
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
public record Manifest(
        String jobShortId,
        String organisation,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String lot,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable LotCriteria criteria,
        String direction,
        boolean fdaOnly,
        String requestedBy,
        Instant requestedAt,
        long logPosition,
        String fileName,
        String sha256,
        String contentSha256,
        long sizeBytes,
        String productVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String build,
        Map<String, Long> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AcceptedGaps acceptedGaps,
        List<UsedEvent> events) {
    /** Stands for a manifest that exists but is unreadable. */
    static final Manifest UNREADABLE = new Manifest(
            "", "", "", null, "", false, "", Instant.EPOCH, 0, "", "", "", 0, "", null, Map.of(), null, List.of());

    public static Manifest of(
            ExportRequested export,
            Workbook workbook,
            long sizeBytes,
            Maker maker,
            WorkbookSource.Rendering.Written written) {
        return new Manifest(
                export.shortId(),
                export.organisation().toString(),
                export.lot(),
                export.criteria(),
                export.direction().word(),
                export.fdaOnly(),
                export.requestedBy(),
                export.requestedAt(),
                export.logPosition(),
                workbook.fileName(),
                workbook.sha256(),
                written.contentSha256(),
                sizeBytes,
                maker.productVersion(),
                maker.build(),
                written.rows(),
                export.acceptedGaps(),
                written.events());
    }

    public Manifest {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
        events = List.copyOf(events);
    }
}
