package io.lotledger.export.retention;

import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.lifecycle.ExportJobCommand.ExpireWorkbook;
import io.lotledger.export.lifecycle.ExportJobs;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes workbooks whose retention is over. The objects go first and the event follows. A kill in between leaves a
 * job that the next pass finds again, and removing a missing object changes nothing.
 *
 * <p>A workbook that cannot be removed, for example because its object is locked, backs off exponentially while others are removed. After
 * {@value #FAILURES_IN_A_ROW} consecutive failures the pass ends, because S3 is probably away; the next pass continues with the workbooks
 * that do not back off.
 */
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int JOBS_AT_ONCE = 100;
    private static final int FAILURES_IN_A_ROW = 5;

    private final Setbacks setbacks = new Setbacks();
    private final ExportJobs jobs;
    private final JobHistory history;
    private final WorkbookStore store;
    private final CommandGateway commands;
    private final RetentionPolicy policy;
    private final Clock clock;

    public Retention(
            ExportJobs jobs,
            JobHistory history,
            WorkbookStore store,
            CommandGateway commands,
            RetentionPolicy policy,
            Clock clock) {
        this.jobs = jobs;
        this.history = history;
        this.store = store;
        this.commands = commands;
        this.policy = policy;
        this.clock = clock;
    }

    /** Removes all workbooks that are due. Those under legal hold never are. */
    public void removeExpired() {
        Instant now = clock.instant();
        Map<UUID, Optional<Duration>> exceptions = policy.exceptions();
        ExportJobs.Owners others = new ExportJobs.Owners(exceptions.keySet(), true);
        if (!removeExpired(now.minus(policy.standard()), others, now)) return;
        for (Map.Entry<UUID, Optional<Duration>> own : exceptions.entrySet()) {
            if (own.getValue().isEmpty()) continue;
            ExportJobs.Owners owner = new ExportJobs.Owners(Set.of(own.getKey()), false);
            if (!removeExpired(now.minus(own.getValue().get()), owner, now)) return;
        }
    }

    /** @return false after too many failures */
    private boolean removeExpired(Instant deliveredBefore, ExportJobs.Owners owners, Instant now) {
        ExportJobs.Kept last = ExportJobs.Kept.BEFORE_ALL;
        int failures = 0;
        while (true) {
            List<ExportJobs.Kept> due = jobs.keptSince(deliveredBefore, owners, last, JOBS_AT_ONCE);
            for (ExportJobs.Kept job : due) {
                if (setbacks.isWaiting(job.jobId(), now)) continue;
                failures = removed(job.jobId(), now) ? 0 : failures + 1;
                if (failures == FAILURES_IN_A_ROW) return false;
            }
            if (due.size() < JOBS_AT_ONCE) return true;
            last = due.get(due.size() - 1);
        }
    }

    private boolean removed(UUID jobId, Instant now) {
        try {
            remove(jobId, now);
            setbacks.succeeded(jobId);
            return true;
        } catch (RuntimeException e) {
            Duration pause = setbacks.failed(jobId, now);
            LOG.warn(
                    "export job {}: its retention is over, but its workbook is not removed; next try in {}: {}",
                    jobId,
                    pause,
                    e.toString());
            return false;
        }
    }

    /** The list proposes and the log decides, because the list may lag. */
    private void remove(UUID jobId, Instant now) {
        WorkbookDelivered delivery = history.find(jobId)
                .filter(job -> job.expiry() == null)
                .filter(job -> isDue(job, now))
                .map(JobState::delivery)
                .orElse(null);
        if (delivery == null) return;
        store.remove(delivery.objectKey());
        store.remove(ObjectNames.manifestKey(delivery.objectKey()));
        commands.sendAndWait(new ExpireWorkbook(jobId));
    }

    private boolean isDue(JobState job, Instant now) {
        WorkbookDelivered delivery = job.delivery();
        return delivery != null
                && policy.until(job.request().organisation(), delivery)
                        .filter(until -> !until.isAfter(now))
                        .isPresent();
    }
}
