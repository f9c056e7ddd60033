package io.lotledger.api.regulator;

import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookExpired;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The page of a link.
 *
 * @param organisation the company whose records these are
 * @param subject what is exported
 * @param requester the name of the key that asked for the export
 * @param expiry null while the workbook is kept
 * @param history the last lines
 * @param earlierLines count of the lines before them
 */
record LinkPage(
        String secret,
        String organisation,
        String subject,
        String direction,
        ExportRequested request,
        String requester,
        WorkbookDelivered delivery,
        @Nullable WorkbookExpired expiry,
        Instant expiresAt,
        List<HistoryLine> history,
        int earlierLines) {
    public boolean isRemoved() {
        return expiry != null;
    }

    public boolean hasManifest() {
        return delivery.manifestKey() != null;
    }
}
