package io.lotledger.export.job;

import io.lotledger.export.delivery.StorageUnavailable;
import io.lotledger.export.delivery.WorkbookStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Removes workbooks that were kept as long as they are. The objects go first and the event follows: whoever is killed in between
 * leaves a job that is found again, and removing what is gone changes nothing.
 */
@Component
public class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final int JOBS_AT_ONCE = 100;

    private final ExportJobs jobs;
    private final JobHistory history;
    private final WorkbookStore store;
    private final CommandGateway commands;
    private final RetentionPolicy policy;
    private final Clock clock;

    Retention(
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

    /** All that are due now; what the store cannot remove is tried again the next time. */
    public void removeExpired() {
        Instant now = clock.instant();
        ExportJobs.Kept last = ExportJobs.Kept.BEFORE_ALL;
        while (true) {
            List<ExportJobs.Kept> due = jobs.keptSince(now.minus(policy.retention()), last, JOBS_AT_ONCE);
            for (ExportJobs.Kept job : due) {
                if (!remove(job.jobId(), now)) return;
            }
            if (due.size() < JOBS_AT_ONCE) return;
            last = due.get(due.size() - 1);
        }
    }

    /** The list proposes, the log decides: what is removed does not come back. */
    private boolean remove(UUID jobId, Instant now) {
        WorkbookDelivered delivery = history.find(jobId)
                .filter(job -> job.expiry() == null)
                .map(JobState::delivery)
                .filter(d -> !policy.until(d).isAfter(now))
                .orElse(null);
        if (delivery == null) return true;
        try {
            store.remove(delivery.objectKey());
            store.remove(ObjectNames.manifestKey(delivery.objectKey()));
        } catch (StorageUnavailable e) {
            LOG.warn("export job {}: its workbook should go and does not, next time again: {}", jobId, e.getMessage());
            return false;
        }
        commands.sendAndWait(new ExpireWorkbook(jobId));
        return true;
    }
}
