package io.lotledger.export.workbook.summary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a workbook, when, and what made it. All of it is printed, none of it is looked up: the same request on the same
 * events gives the same bytes.
 *
 * @param jobShortId the export job, 22 characters
 * @param requestedBy the key or person that asked, for people to read
 * @param productVersion {@code 0.1.0}
 * @param fdaOnly leave out the sheets that are not FDA's
 * @param asked null where one lot was asked for by itself
 */
public record WorkbookRequest(
        String jobShortId,
        String organisationName,
        String requestedBy,
        Instant requestedAt,
        String productVersion,
        boolean fdaOnly,
        @Nullable RequestedLots asked) {

    /** For one lot. */
    public WorkbookRequest(
            String jobShortId,
            String organisationName,
            String requestedBy,
            Instant requestedAt,
            String productVersion,
            boolean fdaOnly) {
        this(jobShortId, organisationName, requestedBy, requestedAt, productVersion, fdaOnly, null);
    }
}
