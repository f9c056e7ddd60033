package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.ExportDetails;
import io.lotledger.export.job.ExportRequested;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a job.
 *
 * @param title what is exported
 * @param direction in words
 * @param requester the name of the key that asked for the export
 * @param period the period that the request names; null for none
 * @param lotId null when the request names several lots
 * @param advice null unless the job failed
 * @param rows in all sheets together; null before the delivery
 * @param tick how often the page looks again; null once the job has ended
 * @param expired whether the workbook was removed
 * @param lastEvent sequence number of the job's last event
 */
record JobPage(
        String id,
        String title,
        String direction,
        String requester,
        @Nullable String period,
        @Nullable String lotId,
        ExportRequested request,
        JobClock clock,
        JobSteps steps,
        ExportDetails details,
        @Nullable FailureAdvice advice,
        @Nullable Long rows,
        @Nullable String tick,
        boolean expired,
        long lastEvent,
        ExportRights may) {
    public boolean isDelivered() {
        return details.answer().status().equals("delivered");
    }

    public boolean isFailed() {
        return details.answer().status().equals("failed");
    }

    public StatusWords state() {
        return StatusWords.of(details.answer().status());
    }

    /** For the title of the page and its heading. */
    public String heading() {
        return "Export of " + title + ", " + direction;
    }

    /** A sheet of the workbook. */
    record Sheet(String name, long rows) {}

    /** Sheets with rows, in the order of the workbook. */
    public List<Sheet> sheets() {
        return allSheets().filter(sheet -> sheet.rows() > 0).toList();
    }

    /** Names of the sheets without a row. */
    public List<String> emptySheets() {
        return allSheets().filter(sheet -> sheet.rows() == 0).map(Sheet::name).toList();
    }

    private Stream<Sheet> allSheets() {
        Map<String, Long> all = details.rows();
        return all == null
                ? Stream.empty()
                : all.entrySet().stream().map(sheet -> new Sheet(sheet.getKey(), sheet.getValue()));
    }
}
