package io.lotledger.api.regulator;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.DeadlineMissed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.ExportRequested.AcceptedGaps;
import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LinkRevoked;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookExpired;
import io.lotledger.export.lifecycle.RecordedEvent;
import java.time.Instant;
import java.util.function.UnaryOperator;

/**
 * An event of the export for a reader outside the company: what happened, when, and by whom. Errors of the company's own machines and
 * the notes of other links are left out.
 *
 * @param who the name of a key, {@code the server}, or which link
 */
record HistoryLine(long sequence, Instant time, String event, String who) {
    /** @param name of an API key */
    static HistoryLine of(RecordedEvent recorded, UnaryOperator<String> name) {
        String by = recorded.event().who();
        String who = LinkOpened.describe(by).orElseGet(() -> by.equals("lotledger") ? "the server" : name.apply(by));
        return new HistoryLine(recorded.sequence(), recorded.recordedAt(), words(recorded.event()), who);
    }

    private static String words(ExportJobEvent event) {
        if (event instanceof ExportRequested e) {
            AcceptedGaps gaps = e.acceptedGaps();
            return "Export requested, at log position " + e.logPosition()
                    + (gaps == null ? "" : ", although " + gaps.missing() + " required elements were missing");
        }
        if (event instanceof ProcessingStarted e) return "Writing started, attempt " + e.attempt();
        if (event instanceof ProgressReported e) return e.done() + " of " + e.total() + " rows written";
        if (event instanceof AttemptFailed e) return "Attempt " + e.attempt() + " failed and was repeated";
        if (event instanceof WorkbookDelivered e) return "Workbook delivered, SHA-256 " + e.sha256();
        if (event instanceof ExportFailed) return "Export failed";
        if (event instanceof WorkbookDownloaded) return "Workbook downloaded";
        if (event instanceof DeadlineMissed) return "24 hours passed without a workbook";
        if (event instanceof WorkbookExpired) return "Workbook removed at the end of its retention";
        if (event instanceof LinkMade e) return "Link " + e.linkId() + " made";
        if (event instanceof LinkOpened e) return "Opened: " + e.part();
        if (event instanceof LinkRevoked e) return "Link " + e.linkId() + " revoked";
        throw new IllegalArgumentException("not an event of an export job: " + event);
    }
}
