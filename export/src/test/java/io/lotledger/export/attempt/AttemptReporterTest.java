package io.lotledger.export.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.job.Romaine;
import io.lotledger.export.lifecycle.ExportJobCommand.ReportProgress;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.testing.MovableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.commandhandling.CommandMessage;
import org.axonframework.commandhandling.SimpleCommandBus;
import org.axonframework.commandhandling.gateway.DefaultCommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a report of progress meets must not end the rendering that it reports of. */
class AttemptReporterTest {
    private final MovableClock clock = MovableClock.stoppedAt(Romaine.ASKED);
    private final HeldAttempt hold = new HeldAttempt(
            new ExportAttempt(Romaine.JOB, 1),
            System.nanoTime() + Duration.ofHours(1).toNanos());

    static List<RuntimeException> failures() {
        return List.of(
                new ConcurrencyException("another node wrote to the job just now"),
                new IllegalStateException("export job is PENDING, not PROCESSING"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void progressThatCannotBeRecordedIsLeftOut(RuntimeException failure) {
        List<Object> told = new ArrayList<>();
        WorkbookSource.Progress progress = reports(told, failure).progressOf(hold);
        clock.moveTo(clock.instant().plusSeconds(2));

        assertThatCode(() -> progress.at(1, 10)).doesNotThrowAnyException();
        clock.moveTo(clock.instant().plusSeconds(2));
        progress.at(2, 10);

        assertThat(told).hasSize(2);
    }

    private AttemptReporter reports(List<Object> told, RuntimeException failure) {
        SimpleCommandBus bus = SimpleCommandBus.builder().build();
        var subscription = bus.subscribe(ReportProgress.class.getName(), (CommandMessage<?> command) -> {
            told.add(command.getPayload());
            throw failure;
        });
        assertThat(subscription).isNotNull();
        return new AttemptReporter(
                DefaultCommandGateway.builder().commandBus(bus).build(), clock);
    }
}
