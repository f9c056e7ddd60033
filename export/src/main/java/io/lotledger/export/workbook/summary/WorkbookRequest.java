package io.lotledger.export.workbook.summary;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The request of a workbook and the build that renders it. The workbook prints all of it and looks nothing up: the same request on the same
 * events gives the same bytes.
 *
 * @param jobShortId the export job, 22 characters
 * @param requestedBy name of the key that asked
 * @param productVersion {@code 0.1.0}
 * @param fdaOnly leave out the sheets that are not FDA's
 * @param asked null when the request named one lot
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
