package io.lotledger.export.attempt;

import io.lotledger.export.job.ExportAttempt;
import io.lotledger.export.lifecycle.ExportJobCommand;
import io.lotledger.export.lifecycle.ExportJobCommand.ReportProgress;
import io.lotledger.export.source.WorkbookSource;
import io.lotledger.ingest.eventlog.outage.DatabaseOutage;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.modelling.command.ConcurrencyException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a worker's commands to its job. While the database is unavailable it retries for as long as the attempt is held, so
 * that a finished rendering is not lost.
 */
class AttemptReporter {
    private static final Logger LOG = LoggerFactory.getLogger(AttemptReporter.class);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final CommandGateway commands;
    private final Clock clock;

    AttemptReporter(CommandGateway commands, Clock clock) {
        this.commands = commands;
        this.clock = clock;
    }

    /** Sends a command. Every command to a job is idempotent. */
    void send(HeldAttempt hold, ExportJobCommand command) throws InterruptedException {
        ask(hold, command);
    }

    /** Sends a command that the job answers with true or false. */
    boolean ask(HeldAttempt hold, ExportJobCommand command) throws InterruptedException {
        return retrying(hold, () -> Boolean.TRUE.equals(commands.sendAndWait(command)));
    }

    /** @throws InterruptedException when the attempt is lost first */
    <R> R retrying(HeldAttempt hold, Supplier<R> action) throws InterruptedException {
        boolean logged = false;
        while (true) {
            hold.check();
            try {
                return action.get();
            } catch (ConcurrencyException e) {
                LOG.debug(
                        "export job {}: something else happened to it just now",
                        hold.attempt().jobId());
            } catch (RuntimeException e) {
                hold.check();
                if (!DatabaseOutage.isBehind(e)) throw e;
                if (!logged) LOG.warn("{} waits for the database: {}", hold.attempt(), e.toString());
                logged = true;
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Reports the rendering's progress, at most once a second. A report that fails is skipped; it does not stop the rendering. */
    WorkbookSource.Progress progressOf(HeldAttempt hold) {
        ExportAttempt attempt = hold.attempt();
        WorkbookSource.Progress throttled = new ProgressReports(clock, (done, total) -> {
            try {
                commands.sendAndWait(new ReportProgress(attempt.jobId(), attempt.number(), done, total));
            } catch (ConcurrencyException e) {
                LOG.debug("{} reports no progress: something else happened to the job just now", attempt);
            } catch (RuntimeException e) {
                LOG.warn("{} reports no progress: {}", attempt, e.toString());
            }
        });
        return (done, total) -> {
            if (hold.isLost()) throw new IllegalStateException(attempt + " is no longer held");
            throttled.at(done, total);
        };
    }
}
