package io.lotledger.export.drill;

import io.lotledger.export.delivery.WorkbookStore;
import io.lotledger.export.drill.DrillCommand.ExpireDrillWorkbook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes workbooks of drills whose retention is over. The object goes first and the event follows; the record of the drill stays. */
public class DrillRetention {
    private static final Logger LOG = LoggerFactory.getLogger(DrillRetention.class);
    private static final int DRILLS_AT_ONCE = 100;

    private final DrillList drills;
    private final DrillHistory history;
    private final WorkbookStore store;
    private final CommandGateway commands;
    private final Duration retention;
    private final Clock clock;

    /** @param retention how long a workbook of a drill is kept */
    public DrillRetention(
            DrillList drills,
            DrillHistory history,
            WorkbookStore store,
            CommandGateway commands,
            Duration retention,
            Clock clock) {
        this.drills = drills;
        this.history = history;
        this.store = store;
        this.commands = commands;
        this.retention = retention;
        this.clock = clock;
    }

    /** When the workbook of a completed drill is removed. */
    public Instant until(DrillCompleted completion) {
        return completion.at().plus(retention);
    }

    /** Removes a batch of the workbooks that are due; the next run continues. */
    public void removeExpired() {
        Instant now = clock.instant();
        List<UUID> due = drills.keptSince(now.minus(retention), DRILLS_AT_ONCE);
        for (UUID drillId : due) {
            try {
                remove(drillId, now);
            } catch (RuntimeException e) {
                LOG.warn("drill {}: its workbook is not removed yet: {}", drillId, e.toString());
                return;
            }
        }
    }

    /** The list proposes and the log decides, because the list may lag. */
    private void remove(UUID drillId, Instant now) {
        DrillCompleted completion = history.find(drillId)
                .filter(drill -> drill.expiry() == null)
                .map(DrillState::completion)
                .filter(done -> !until(done).isAfter(now))
                .orElse(null);
        if (completion == null) return;
        store.remove(completion.objectKey());
        commands.sendAndWait(new ExpireDrillWorkbook(drillId));
    }
}
