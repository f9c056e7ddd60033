package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The workbook is in S3.
 *
 * @param sha256 of the file, lower-case hexadecimal
 * @param contentSha256 of the parts inside it before compression: the same on every Java runtime
 * @param productVersion of what rendered it
 * @param build the commit it was built from: another build may render the same events differently; null when it is unknown, as
 *     in deliveries from before builds were recorded
 * @param rows data rows per sheet, in the order of the sheets
 * @param manifestKey of the signed manifest beside it; null in deliveries from before manifests
 */
public record WorkbookDelivered(
        UUID jobId,
        int attempt,
        String objectKey,
        String fileName,
        String sha256,
        String contentSha256,
        String productVersion,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String build,
        long sizeBytes,
        Map<String, Long> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String manifestKey,
        Instant at)
        implements ExportJobEvent {
    public Maker maker() {
        return new Maker(productVersion, build);
    }

    public WorkbookDelivered {
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
}
