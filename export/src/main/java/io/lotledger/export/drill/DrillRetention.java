package io.lotledger.export.drill;

import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillCommand.ExpireDrillWorkbook;
import io.lotledger.export.retention.RetentionPolicy;
import io.lotledger.export.retention.Setbacks;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes workbooks of drills whose retention is over, except those of organisations under legal hold. The object goes first and the
 * event follows; the record of the drill stays.
 *
 * <p>A workbook that cannot be removed backs off while others are removed. After {@value #FAILURES_IN_A_ROW} consecutive failures the pass
 * ends, because S3 is probably away; the next pass continues with the workbooks that do not back off.
 */
public class DrillRetention {
    private static final Logger LOG = LoggerFactory.getLogger(DrillRetention.class);
    private static final int DRILLS_AT_ONCE = 100;
    private static final int FAILURES_IN_A_ROW = 5;

    private final Setbacks setbacks = new Setbacks();
    private final DrillList drills;
    private final DrillHistory history;
    private final WorkbookStore store;
    private final CommandGateway commands;
    private final RetentionPolicy policy;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long a workbook of a drill is kept */
    public DrillRetention(
            DrillList drills,
            DrillHistory history,
            WorkbookStore store,
            CommandGateway commands,
            RetentionPolicy policy,
            Duration retention,
            Clock clock) {
        this.drills = drills;
        this.history = history;
        this.store = store;
        this.commands = commands;
        this.policy = policy;
        this.retention = retention;
        this.clock = clock;
    }

    /** When the workbook of a completed drill is removed; empty under legal hold. */
    public Optional<Instant> until(UUID organisation, DrillCompleted completion) {
        return policy.isOnHold(organisation) ? Optional.empty() : Optional.of(end(completion));
    }

    private Instant end(DrillCompleted completion) {
        return completion.at().plus(retention);
    }

    /** Removes all workbooks that are due. */
    public void removeExpired() {
        Instant now = clock.instant();
        Set<UUID> held = policy.onHold();
        DrillList.Kept last = DrillList.Kept.BEFORE_ALL;
        int failures = 0;
        while (true) {
            List<DrillList.Kept> due = drills.keptSince(now.minus(retention), held, last, DRILLS_AT_ONCE);
            for (DrillList.Kept drill : due) {
                if (setbacks.isWaiting(drill.drillId(), now)) continue;
                failures = removed(drill.drillId(), now) ? 0 : failures + 1;
                if (failures == FAILURES_IN_A_ROW) return;
            }
            if (due.size() < DRILLS_AT_ONCE) return;
            last = due.get(due.size() - 1);
        }
    }

    private boolean removed(UUID drillId, Instant now) {
        try {
            remove(drillId, now);
            setbacks.succeeded(drillId);
            return true;
        } catch (RuntimeException e) {
            Duration pause = setbacks.failed(drillId, now);
            LOG.warn(
                    "drill {}: its retention is over, but its workbook is not removed; next try in {}: {}",
                    drillId,
                    pause,
                    e.toString());
            return false;
        }
    }

    /** The list proposes and the log decides, because the list may lag. A hold that was set during the pass counts. */
    private void remove(UUID drillId, Instant now) {
        DrillState drill =
                history.find(drillId).filter(found -> found.expiry() == null).orElse(null);
        if (drill == null) return;
        DrillCompleted completion = drill.completion();
        if (completion == null || end(completion).isAfter(now)) return;
        if (policy.isOnHold(drill.request().organisation())) return;
        store.remove(completion.objectKey());
        commands.sendAndWait(new ExpireDrillWorkbook(drillId));
    }
}
