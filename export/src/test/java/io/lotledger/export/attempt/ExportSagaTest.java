package io.lotledger.export.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.AttemptFailed;
import io.lotledger.export.job.Romaine;
import io.lotledger.export.lifecycle.ExportJobCommand.RecordFailure;
import io.lotledger.export.lifecycle.ExportPolicy;
import io.lotledger.export.lifecycle.FailureCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExportSagaTest {
    private static final ExportPolicy POLICY = new ExportPolicy(
            2,
            Duration.ofSeconds(15),
            Duration.ofSeconds(2),
            3,
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            Duration.ofMinutes(10),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5),
            Duration.ofMinutes(10));

    @Test
    void jobWhoseLastWorkerIsLostFailsForTheReasonThatAnEarlierAttemptGave() {
        Instant now = Instant.parse("2026-11-30T10:00:00Z");
        AttemptFailed second = new AttemptFailed(
                Romaine.JOB, 2, FailureCode.STORAGE_UNAVAILABLE, "S3 did not answer for bucket b.", now, now);

        RecordFailure failure = ExportSaga.givenUp(Romaine.JOB, 3, Optional.of(second), POLICY);

        assertThat(failure.code()).isEqualTo(FailureCode.STORAGE_UNAVAILABLE);
        assertThat(failure.message())
                .isEqualTo("S3 did not answer for bucket b. That was attempt 2; the worker of the last one, 3, was"
                        + " stopped, or took longer than 60 minutes.");
    }

    @Test
    void jobWhoseWorkersAreAllLostSaysSo() {
        RecordFailure failure = ExportSaga.givenUp(Romaine.JOB, 3, Optional.empty(), POLICY);

        assertThat(failure.code()).isEqualTo(FailureCode.WORKER_LOST);
        assertThat(failure.message()).startsWith("None of 3 attempts ended: each worker was stopped");
    }
}
