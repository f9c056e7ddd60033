package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.ExportDetails;
import io.lotledger.api.exports.ExportDetails.Progress;
import io.lotledger.api.exports.ExportDetails.Waiting;
import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.JobStatus;
import io.lotledger.export.lifecycle.RecordedEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The way of a job from its request to its end: Requested, Waiting, Writing, and Delivered or Failed.
 *
 * @param setbacks the attempts that failed, each followed by another one
 * @param says the state in one sentence, for {@code role=status}
 * @param key of the state: a change of it is worth saying, a change of percent is not
 */
record JobSteps(List<Step> steps, List<Setback> setbacks, String says, String key) {

    /**
     * An attempt that failed, after which another one followed or follows.
     *
     * @param message null when it is that of the attempt before
     */
    record Setback(AttemptFailed event, @Nullable String message) {}

    /** Where a step stands. */
    enum Stand {
        DONE,
        NOW,
        FAILED,
        TO_COME;

        /** For the class of the element, and for the words beside the icon. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * @param at when it was reached
     * @param detail why, or how far; null when there is nothing to add
     * @param until when a wait ends at the latest
     */
    record Step(
            String name,
            Stand stand,
            @Nullable Instant at,
            @Nullable String detail,
            @Nullable Instant until,
            @Nullable Progress progress) {

        /** For those who do not see the icon. */
        public String said() {
            return switch (stand) {
                case DONE -> ", done";
                case NOW -> ", under way";
                case FAILED -> ", failed";
                case TO_COME -> ", to come";
            };
        }

        private static Step of(String name, Stand stand, @Nullable Instant at, @Nullable String detail) {
            return new Step(name, stand, at, detail, null, null);
        }
    }

    static JobSteps of(List<RecordedEvent> events, JobState job, ExportDetails now, String requester) {
        List<Step> steps = new ArrayList<>();
        Instant requested = job.request().requestedAt();
        steps.add(Step.of("Requested", Stand.DONE, requested, "by " + requester));
        steps.add(waiting(job, now));
        steps.add(writing(events, job, now));
        steps.add(end(job));
        return new JobSteps(List.copyOf(steps), setbacks(events), says(job, now), key(job, now));
    }

    private static List<Setback> setbacks(List<RecordedEvent> events) {
        List<Setback> setbacks = new ArrayList<>();
        String before = "";
        for (RecordedEvent recorded : events) {
            if (!(recorded.event() instanceof AttemptFailed failed)) continue;
            setbacks.add(new Setback(failed, failed.message().equals(before) ? null : failed.message()));
            before = failed.message();
        }
        return List.copyOf(setbacks);
    }

    private static Step waiting(JobState job, ExportDetails now) {
        Instant started = job.processingStartedAt();
        if (started != null) {
            Duration waited = Duration.between(job.request().requestedAt(), started);
            return Step.of("Waiting", Stand.DONE, null, "for " + JobClock.took(waited));
        }
        if (job.status().isFinal()) return Step.of("Waiting", Stand.FAILED, null, "no worker started");
        Waiting why = now.waiting();
        if (why == null) return Step.of("Waiting", Stand.NOW, null, "for a free worker");
        boolean forTables = why.reason().equals("read_models");
        return new Step(
                "Waiting",
                Stand.NOW,
                null,
                sentence(why, now.progress()),
                why.until(),
                forTables ? now.progress() : null);
    }

    private static Step writing(List<RecordedEvent> events, JobState job, ExportDetails now) {
        Instant started = job.processingStartedAt();
        if (started == null) return Step.of("Writing", Stand.TO_COME, null, null);
        Stand stand = switch (job.status()) {
            case DELIVERED -> Stand.DONE;
            case FAILED -> Stand.FAILED;
            default -> Stand.NOW;
        };
        Waiting pause = now.waiting();
        String detail = pause != null ? sentence(pause, null) : attempt(job, stand);
        return new Step(
                "Writing",
                stand,
                started,
                detail,
                pause == null ? null : pause.until(),
                stand == Stand.NOW ? now.progress() : lastProgress(events, stand));
    }

    /** How far a failed job came. */
    private static @Nullable Progress lastProgress(List<RecordedEvent> events, Stand stand) {
        if (stand != Stand.FAILED) return null;
        Progress last = null;
        for (RecordedEvent recorded : events) {
            if (recorded.event() instanceof ProcessingStarted) last = null;
            if (recorded.event() instanceof ProgressReported report) last = new Progress(report.done(), report.total());
        }
        return last;
    }

    private static @Nullable String attempt(JobState job, Stand stand) {
        if (job.attempts() < 2) return null;
        return stand == Stand.NOW ? "attempt " + job.attempts() : job.attempts() + " attempts";
    }

    private static Step end(JobState job) {
        if (job.delivery() != null)
            return Step.of("Delivered", Stand.DONE, job.delivery().at(), null);
        if (job.failure() != null)
            return Step.of(
                    "Failed", Stand.FAILED, job.failure().at(), job.failure().code());
        return Step.of("Delivered", Stand.TO_COME, null, null);
    }

    private static String sentence(Waiting why, @Nullable Progress tables) {
        return switch (why.reason()) {
            case "read_models" ->
                tables == null
                        ? "for the tables to catch up with the log"
                        : String.format(
                                Locale.US,
                                "for the tables: they have come to log position %,d, and the workbook needs %,d",
                                tables.done(),
                                tables.total());
            case "retry" -> "for the next attempt";
            case "disk" -> "for room on the server’s disk";
            default -> "for a free worker";
        };
    }

    private static String says(JobState job, ExportDetails now) {
        return switch (job.status()) {
            case DELIVERED -> "The workbook is delivered.";
            case FAILED ->
                "The export failed"
                        + (job.failure() == null ? "." : ": " + job.failure().message());
            case PROCESSING ->
                now.waiting() == null
                        ? "The workbook is being written" + (job.attempts() > 1 ? ", attempt " + job.attempts() : "")
                                + "."
                        : "The last attempt failed; the export waits " + sentence(now.waiting(), null) + ".";
            case PENDING -> "The export waits " + sentence(requireWaiting(now), null) + ".";
        };
    }

    private static Waiting requireWaiting(ExportDetails now) {
        Waiting why = now.waiting();
        return why == null ? new Waiting("worker", "", null) : why;
    }

    private static String key(JobState job, ExportDetails now) {
        Waiting why = job.status() == JobStatus.PENDING ? requireWaiting(now) : now.waiting();
        return job.status().word() + "-" + job.attempts() + (why == null ? "" : "-" + why.reason());
    }
}
