package io.lotledger.api.dashboard.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.dashboard.exports.JobReplay.Row;
import io.lotledger.export.job.LotCriteria;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class JobReplayTest {
    private static final StateTable NONE = new StateTable(List.of(), List.of());

    private static JobReplay replay(MadeJob job, long at, @Nullable Long open) {
        return JobReplay.of(
                job.events(),
                at,
                open,
                NONE,
                recorded -> EventWords.of(recorded.event(), "recall-desk"),
                recorded -> "{}");
    }

    private static MadeJob longJob(int reports) {
        MadeJob job = MadeJob.requested().started(1);
        IntStream.range(0, reports).forEach(done -> job.progress(done));
        return job.delivered(1).downloaded();
    }

    @Test
    void shortJobShowsEveryEvent() {
        JobReplay replay = replay(
                MadeJob.requested()
                        .started(1)
                        .progress(5)
                        .progress(6)
                        .progress(7)
                        .delivered(1),
                3,
                null);

        assertThat(replay.rows()).hasSize(6).noneMatch(Row::isRun);
        assertThat(replay.rows().stream().map(row -> row.when().word()))
                .containsExactly("past", "past", "past", "now", "later", "later");
        assertThat(replay.isLabelled()).isTrue();
        assertThat(replay.says()).isEqualTo("event 3, progress, 6 of 8,120 rows");
    }

    @Test
    void reportsOfProgressFoldAboveFiftyEvents() {
        JobReplay replay = replay(longJob(60), 30, null);

        assertThat(replay.rows().stream().map(row -> row.words().type()))
                .containsExactly(
                        "ExportRequested",
                        "ProcessingStarted",
                        "ProgressReported",
                        "WorkbookDelivered",
                        "WorkbookDownloaded");
        assertThat(replay.rows().get(2).words().detail()).isEqualTo("60 reports, 0 to 59 of 8,120 rows");
        assertThat(replay.rows().get(2).when().word()).isEqualTo("now");
        assertThat(replay.isLabelled()).isFalse();
        assertThat(replay.marks()).hasSize(4);
    }

    @Test
    void openedRunIsShownEventByEventAndInParts() {
        JobReplay replay = replay(longJob(250), 120, 2L);

        assertThat(replay.rows()).hasSize(JobReplay.ROWS).noneMatch(Row::isRun);
        assertThat(replay.rows())
                .anyMatch(row -> row.first() == 120 && row.when().word().equals("now"));
        assertThat(replay.earlier()).isEqualTo(99);
        assertThat(replay.later()).isEqualTo(200);
    }

    @Test
    void stateShowsWhatTheEventChangedAndWhatWasThere() {
        JsonMapper json = new JsonMapper();
        StateTable state = StateTable.of(json.readTree("""
                        {"status": "processing", "attempts": 2, "last_attempt": null, "sha256": null,
                         "request": {"tlcs": ["A", "B"], "event_time": null}}"""), json.readTree("""
                        {"status": "processing", "attempts": 1, "last_attempt": {"code": "storage_unavailable"}, "sha256": null,
                         "request": {"tlcs": ["A", "B"], "event_time": null}}"""));

        assertThat(state.fields())
                .containsExactly(
                        new StateTable.Field("status", "processing", "processing", false),
                        new StateTable.Field("attempts", "2", "1", true),
                        new StateTable.Field("request.tlcs", "A, B", "A, B", false),
                        new StateTable.Field("last_attempt.code", null, "storage_unavailable", true));
        assertThat(state.unset()).containsExactly("sha256", "request.event_time");
    }

    @Test
    void titleNamesTheLotOrCountsWhatTheRequestNames() {
        assertThat(ExportTitle.of(MadeJob.requested().state().request())).isEqualTo("MLP306A");
        assertThat(ExportTitle.of(new LotCriteria(List.of("A", "B"), List.of(), List.of("09521101004004"), null, null)))
                .isEqualTo("2 lot codes and 1 GTIN");
        assertThat(ExportTitle.of(new LotCriteria(List.of(), List.of(), List.of(), MadeJob.ASKED, null)))
                .isEqualTo("all lots of a period");
        assertThat(ExportTitle.of(
                        new LotCriteria(List.of("(01)9521101002003(10)MLP306A"), List.of(), List.of(), null, null)))
                .isEqualTo("(01)9521101002003(10)MLP306A, taken for GTIN 09521101002003");
        assertThat(ExportTitle.of(
                        new LotCriteria(List.of("(01)09521101002003(10)MLP306A"), List.of(), List.of(), null, null)))
                .isEqualTo("(01)09521101002003(10)MLP306A");
        assertThat(ExportTitle.ofLot("urn:x:lot")).isEqualTo("urn:x:lot");
    }
}
