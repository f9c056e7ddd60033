package io.lotledger.api.dashboard.exports;

import io.lotledger.api.exports.ExportDetails;
import io.lotledger.api.exports.ExportDetails.Progress;
import io.lotledger.api.exports.ExportDetails.Waiting;
import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.ExportFailed;
import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.ExportRequested;
import io.lotledger.export.job.LotCriteria;
import io.lotledger.export.job.ProcessingStarted;
import io.lotledger.export.job.ProgressReported;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDownloaded;
import io.lotledger.export.job.WorkbookFormat;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.projections.lineage.Direction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An export of one lot, with the events that a test adds second by second. */
final class MadeJob {
    static final Instant ASKED = Instant.parse("2026-11-04T17:14:02Z");
    private static final UUID JOB = UUID.fromString("0a1b2c3d-0000-4000-8000-00000000000a");
    private static final UUID ORGANISATION = UUID.fromString("0a1b2c3d-0000-4000-8000-000000000001");
    private static final String LOT = "https://id.gs1.org/01/09521101004004/10/MLP306A";

    private final List<RecordedEvent> events = new ArrayList<>();

    static MadeJob requested() {
        return new MadeJob()
                .with(new ExportRequested(
                        JOB,
                        ORGANISATION,
                        JOB,
                        LOT,
                        Direction.BOTH,
                        WorkbookFormat.XLSX,
                        1,
                        "k7",
                        ASKED,
                        1_000_977,
                        null));
    }

    static MadeJob requested(LotCriteria criteria) {
        return new MadeJob()
                .with(new ExportRequested(
                        JOB,
                        ORGANISATION,
                        null,
                        null,
                        Direction.BACKWARD,
                        WorkbookFormat.XLSX,
                        1,
                        "k7",
                        ASKED,
                        1_000_977,
                        null,
                        criteria,
                        null));
    }

    MadeJob started(int attempt) {
        return with(new ProcessingStarted(JOB, attempt, now()));
    }

    MadeJob progress(long done) {
        return with(new ProgressReported(JOB, 1, done, 8_120, now()));
    }

    MadeJob setBack(int attempt) {
        return with(new AttemptFailed(
                JOB,
                attempt,
                "storage_unavailable",
                "The bucket did not answer within 60 s.",
                now().plusSeconds(30),
                now()));
    }

    MadeJob delivered(int attempt) {
        Map<String, Long> rows = new LinkedHashMap<>();
        rows.put("Harvesting", 0L);
        rows.put("Shipping", 8_120L);
        return with(new WorkbookDelivered(
                JOB, attempt, "key", "file.xlsx", "9f2c", "2c26", "0.9.0", null, null, 1_912_604, rows, null, now()));
    }

    MadeJob failed(String code) {
        return with(new ExportFailed(JOB, 1, code, "The tables were behind the log.", now()));
    }

    MadeJob downloaded() {
        return with(new WorkbookDownloaded(JOB, now(), "k7"));
    }

    private MadeJob with(ExportJobEvent event) {
        events.add(new RecordedEvent(events.size(), now(), event));
        return this;
    }

    private Instant now() {
        return ASKED.plusSeconds(events.size());
    }

    List<RecordedEvent> events() {
        return List.copyOf(events);
    }

    JobState state() {
        return JobHistory.fold(events).orElseThrow();
    }

    /** The details of the job, of which the steps read what it waits for and how far it is. */
    static ExportDetails details(JobState job, @Nullable Waiting waiting, @Nullable Progress progress) {
        return ExportDetails.of(job, null, progress, waiting, false, null, null);
    }
}
