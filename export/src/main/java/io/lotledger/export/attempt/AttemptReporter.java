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
 * How a worker tells the job what becomes of its attempt. The database may be away for a moment: for as long as the attempt
 * is held, nothing is lost and nothing need be made again, so it is told once the database is back.
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

    /** Every order to a job may be given twice. */
    void tell(HeldAttempt hold, ExportJobCommand command) throws InterruptedException {
        ask(hold, command);
    }

    /** The same, of an order the job answers with yes or no. */
    boolean ask(HeldAttempt hold, ExportJobCommand command) throws InterruptedException {
        return patiently(hold, () -> Boolean.TRUE.equals(commands.sendAndWait(command)));
    }

    /** @throws InterruptedException when the attempt is lost before that */
    <R> R patiently(HeldAttempt hold, Supplier<R> action) throws InterruptedException {
        boolean told = false;
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
                if (!told) LOG.warn("{} waits for the database: {}", hold.attempt(), e.toString());
                told = true;
                Thread.sleep(PAUSE.toMillis());
            }
        }
    }

    /** Of the rendering, at most once a second. A report that cannot be recorded is left out: it never ends the rendering. */
    WorkbookSource.Progress progressOf(HeldAttempt hold) {
        ExportAttempt attempt = hold.attempt();
        WorkbookSource.Progress told = new ProgressReports(clock, (done, total) -> {
            try {
                commands.sendAndWait(new ReportProgress(attempt.jobId(), attempt.number(), done, total));
            } catch (ConcurrencyException e) {
                LOG.debug("{} reports no progress: something else happened to the job just now", attempt);
            } catch (RuntimeException e) {
                LOG.warn("{} reports no progress: {}", attempt, e.toString());
            }
        });
        return (done, total) -> {
            if (hold.isLost()) throw new IllegalStateException(attempt + " is not held any more");
            told.at(done, total);
        };
    }
}
