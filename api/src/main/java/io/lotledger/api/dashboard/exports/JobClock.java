package io.lotledger.api.dashboard.exports;

import io.lotledger.api.dashboard.Show;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.ExportClock;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobSummary;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The 24 hours in which FDA gets its workbook (21 CFR 1.1455(c)), as they stand for a job.
 *
 * @param text {@code 21 h 41 min left}, or by how much the workbook is late
 * @param isLate whether the deadline passed before the workbook was there
 * @param isRunning whether the job is under way
 * @param usedPercent the share of the 24 hours that is used, 100 at most
 */
public record JobClock(String text, boolean isLate, boolean isRunning, Instant due, long usedPercent) {

    static JobClock of(JobState job, Instant now) {
        WorkbookDelivered delivery = job.delivery();
        ExportFailed failure = job.failure();
        return of(
                job.request().requestedAt(),
                delivery == null ? null : delivery.at(),
                failure == null ? null : failure.at(),
                now);
    }

    static JobClock of(JobSummary job, Instant now) {
        return of(job.requestedAt(), job.deliveredAt(), job.failedAt(), now);
    }

    private static JobClock of(Instant requested, @Nullable Instant delivered, @Nullable Instant failed, Instant now) {
        Instant due = requested.plus(ExportClock.SLA);
        Instant end = delivered != null ? delivered : failed != null ? failed : now;
        boolean running = delivered == null && failed == null;
        Duration left = Duration.between(end, due);
        Duration used = Duration.between(requested, end);
        long percent = Math.max(0, Math.min(100, used.toMillis() * 100 / ExportClock.SLA.toMillis()));
        String text = running ? ofRunning(left) : (delivered != null ? "Delivered " : "Failed ") + ofEnded(left, used);
        return new JobClock(text, left.isNegative(), running, due, percent);
    }

    private static String ofRunning(Duration left) {
        return left.isNegative() ? "Late by " + Show.span(left.abs()) : Show.span(left) + " left";
    }

    private static String ofEnded(Duration left, Duration used) {
        return left.isNegative() ? Show.span(left.abs()) + " late" : "after " + took(used);
    }

    /** {@code 1 min 51 s}: shorter spans are shown to the second, the shortest as one. */
    static String took(Duration span) {
        long seconds = Math.max(1, span.toSeconds());
        if (seconds < 60 || seconds >= 3_600) return Show.span(Duration.ofSeconds(seconds));
        return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
    }
}
