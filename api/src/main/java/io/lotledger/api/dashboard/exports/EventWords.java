package io.lotledger.api.dashboard.exports;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.DeadlineMissed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LinkMade;
import io.lotledger.export.job.LinkOpened;
import io.lotledger.export.job.LinkRevoked;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookExpired;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event of a job in words.
 *
 * @param type as in the log
 * @param label one or two words, for the slider
 * @param detail null when the type says it all
 * @param until the time that the detail leads to, such as that of the next attempt
 * @param kind {@code err}, {@code warn}, {@code ok} or {@code plain}: never the only sign
 */
record EventWords(
        String type,
        String label,
        @Nullable String detail,
        @Nullable Instant until,
        String kind) {

    /** @param who the name of the key that caused the event; null for the server */
    static EventWords of(ExportJobEvent event, @Nullable String who) {
        String type = event.getClass().getSimpleName();
        String by = who == null ? "" : "by " + who;
        if (event instanceof ExportRequested e)
            return plain(
                    type,
                    "Requested",
                    by + ", at log position " + number(e.logPosition())
                            + (e.acceptedGaps() == null
                                    ? ""
                                    : ", accepting " + counted(e.acceptedGaps().missing(), "gap")));
        if (event instanceof ProcessingStarted e) return plain(type, "Started", "attempt " + e.attempt());
        if (event instanceof ProgressReported e)
            return plain(type, "Progress", number(e.done()) + " of " + counted(e.total(), "row"));
        if (event instanceof AttemptFailed e)
            return new EventWords(
                    type,
                    "Attempt failed",
                    "attempt " + e.attempt() + ", " + e.code() + ": " + e.message() + " Again at",
                    e.retryAt(),
                    "warn");
        if (event instanceof WorkbookDelivered e)
            return new EventWords(
                    type,
                    "Delivered",
                    counted(e.sizeBytes(), "byte") + ", "
                            + counted(
                                    e.rows().values().stream()
                                            .mapToLong(Long::longValue)
                                            .sum(),
                                    "row"),
                    null,
                    "ok");
        if (event instanceof ExportFailed e)
            return new EventWords(type, "Failed", e.code() + ": " + e.message(), null, "err");
        if (event instanceof WorkbookDownloaded) return plain(type, "Downloaded", by);
        if (event instanceof DeadlineMissed e)
            return new EventWords(type, "Deadline missed", "there was no workbook at", e.due(), "err");
        if (event instanceof WorkbookExpired)
            return plain(type, "Removed", "the workbook was removed when its retention ended");
        if (event instanceof LinkMade e)
            return new EventWords(
                    type,
                    "Link made",
                    by + ", link " + e.linkId() + (e.note() == null ? "" : " for “" + e.note() + "”") + ", until",
                    e.expiresAt(),
                    "plain");
        if (event instanceof LinkOpened e) return plain(type, "Link opened", by + ": " + e.part());
        if (event instanceof LinkRevoked e) return plain(type, "Link revoked", by + ", link " + e.linkId());
        throw new IllegalArgumentException("not an event of an export job: " + event);
    }

    /** Several reports of progress without another event between them. */
    static EventWords ofRun(ProgressReported first, ProgressReported last, int count) {
        return plain(
                ProgressReported.class.getSimpleName(),
                "Progress",
                number(count) + " reports, " + number(first.done()) + " to " + number(last.done()) + " of "
                        + counted(last.total(), "row"));
    }

    /** For a screen reader at the slider. */
    String spoken() {
        return label.toLowerCase(Locale.ROOT) + (detail == null || until != null ? "" : ", " + detail);
    }

    private static EventWords plain(String type, String label, String detail) {
        return new EventWords(type, label, detail, null, "plain");
    }

    private static String counted(long number, String noun) {
        return number(number) + " " + noun + (number == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.US, "%,d", number);
    }
}
