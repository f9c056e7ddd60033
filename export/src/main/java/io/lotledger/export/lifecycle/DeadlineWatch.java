package io.lotledger.export.lifecycle;

import io.lotledger.export.lifecycle.ExportJobCommand.RecordMissedDeadline;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Detects jobs without a workbook after 24 hours (21 CFR 1.1455(c)) and reports each once, in its history and in the server's log. */
public class DeadlineWatch {
    private static final Logger LOG = LoggerFactory.getLogger(DeadlineWatch.class);
    private static final int JOBS_AT_ONCE = 100;

    private final ExportJobs jobs;
    private final CommandGateway commands;
    private final Clock clock;

    public DeadlineWatch(ExportJobs jobs, CommandGateway commands, Clock clock) {
        this.jobs = jobs;
        this.commands = commands;
        this.clock = clock;
    }

    /** Reports a batch of new misses, oldest first; the next run continues. */
    public void look() {
        Instant now = clock.instant();
        List<UUID> late = jobs.late(now.minus(ExportClock.SLA), JOBS_AT_ONCE);
        for (UUID job : late) {
            if (Boolean.TRUE.equals(commands.sendAndWait(new RecordMissedDeadline(job)))) {
                LOG.error(
                        "export job {}: no workbook {} hours after it was asked for, 21 CFR 1.1455(c)",
                        job,
                        ExportClock.SLA.toHours());
            }
        }
    }
}
