package io.lotledger.export.job;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
 * @param tables the versions of the code that filled the tables it was made from, by projection; null in deliveries from before
 *     they were recorded
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Map<String, Integer> tables,
        long sizeBytes,
        Map<String, Long> rows,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String manifestKey,
        Instant at)
        implements ExportJobEvent {

    /**
     * What decides, beside the log, what a workbook says: the build that makes it, and the code that filled the tables from
     * which it is made.
     *
     * @param tables projection to the version that filled its tables
     */
    public record WorkbookRules(Maker maker, Map<String, Integer> tables) {
        public WorkbookRules {
            tables = Collections.unmodifiableMap(new TreeMap<>(tables));
        }
    }

    public Maker maker() {
        return new Maker(productVersion, build);
    }

    /** Empty in deliveries from before they were recorded: those were made under earlier rules. */
    public Optional<WorkbookRules> rules() {
        return Optional.ofNullable(tables).map(versions -> new WorkbookRules(maker(), versions));
    }

    public WorkbookDelivered {
        tables = tables == null ? null : Collections.unmodifiableMap(new TreeMap<>(tables));
        rows = Collections.unmodifiableMap(new LinkedHashMap<>(rows));
    }
}
