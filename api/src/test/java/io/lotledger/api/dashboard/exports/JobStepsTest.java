package io.lotledger.api.dashboard.exports;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.api.dashboard.exports.JobSteps.Stand;
import io.lotledger.api.dashboard.exports.JobSteps.Step;
import io.lotledger.api.exports.ExportDetails.Progress;
import io.lotledger.api.exports.ExportDetails.Waiting;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobStepsTest {
    private static JobSteps steps(MadeJob job, @Nullable Waiting waiting, @Nullable Progress progress) {
        return JobSteps.of(job.events(), job.state(), MadeJob.details(job.state(), waiting, progress), "recall-desk");
    }

    private static List<Stand> stands(JobSteps steps) {
        return steps.steps().stream().map(Step::stand).toList();
    }

    @Test
    void waitForTheTablesSaysHowFarTheyAre() {
        JobSteps steps =
                steps(MadeJob.requested(), new Waiting("read_models", "", null), new Progress(998_300, 1_000_977));

        assertThat(stands(steps)).containsExactly(Stand.DONE, Stand.NOW, Stand.TO_COME, Stand.TO_COME);
        assertThat(steps.steps().get(1).detail())
                .isEqualTo("for the tables: they have come to log position 998,300, and the workbook needs 1,000,977");
        assertThat(steps.steps().get(1).progress()).isEqualTo(new Progress(998_300, 1_000_977));
        assertThat(steps.says()).isEqualTo("The export waits for the tables to catch up with the log.");
    }

    @Test
    void progressChangesNothingThatIsSaid() {
        JobSteps early = steps(MadeJob.requested().started(1).progress(10), null, null);
        JobSteps later = steps(MadeJob.requested().started(1).progress(10).progress(5_000), null, null);

        assertThat(later.key()).isEqualTo(early.key());
        assertThat(later.steps().get(2).progress()).isEqualTo(new Progress(5_000, 8_120));
        assertThat(later.says()).isEqualTo("The workbook is being written.");
    }

    @Test
    void waitForTheNextAttemptIsAChangeOfState() {
        MadeJob job = MadeJob.requested().started(1);
        JobSteps writing = steps(job, null, null);
        JobSteps waiting = steps(job.setBack(1), new Waiting("retry", "", MadeJob.ASKED.plusSeconds(32)), null);

        assertThat(waiting.key()).isNotEqualTo(writing.key());
        assertThat(waiting.steps().get(2).detail()).isEqualTo("for the next attempt");
        assertThat(waiting.steps().get(2).until()).isEqualTo(MadeJob.ASKED.plusSeconds(32));
        assertThat(waiting.setbacks()).hasSize(1);
    }

    @Test
    void deliveryShowsAllThatCameBefore() {
        JobSteps steps = steps(
                MadeJob.requested().started(1).setBack(1).started(2).progress(9).delivered(2), null, null);

        assertThat(stands(steps)).containsOnly(Stand.DONE);
        assertThat(steps.steps().get(1).detail()).isEqualTo("for 1 s");
        assertThat(steps.steps().get(2).detail()).isEqualTo("2 attempts");
        assertThat(steps.setbacks()).hasSize(1);
        assertThat(steps.steps().get(3).name()).isEqualTo("Delivered");
        assertThat(steps.steps().get(3).at()).isEqualTo(MadeJob.ASKED.plusSeconds(5));
    }

    @Test
    void failureBeforeAWorkerStartedLeavesNoStepUnderWay() {
        JobSteps steps = steps(MadeJob.requested().failed("read_models_behind"), null, null);

        assertThat(stands(steps)).containsExactly(Stand.DONE, Stand.FAILED, Stand.TO_COME, Stand.FAILED);
        assertThat(steps.says()).isEqualTo("The export failed: The tables were behind the log.");
    }

    @Test
    void failedWritingShowsHowFarItCame() {
        JobSteps steps = steps(MadeJob.requested().started(1).progress(77).failed("cell_too_long"), null, null);

        assertThat(steps.steps().get(2).progress()).isEqualTo(new Progress(77, 8_120));
        assertThat(FailureAdvice.of("cell_too_long").asksAgain()).isTrue();
        assertThat(FailureAdvice.of("a code of tomorrow").sentence()).contains("Ask again");
    }
}
