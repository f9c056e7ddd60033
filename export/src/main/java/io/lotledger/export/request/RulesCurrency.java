package io.lotledger.export.request;

import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.source.RulesInForce;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether a workbook may answer a request although other rules may have made it. Under other rules the same events may
 * give other rows: a place to call that was missing.
 *
 * <p>Nodes of two builds that run side by side would make the workbook in turns, each because the other made it. So the
 * workbook of a node beside this one answers for {@link #OTHERS_STAND}. It is one of a job that was requested since this
 * node started: what was requested before is of the time before the upgrade, or before the way back from one.
 */
final class RulesCurrency {
    static final Duration OTHERS_STAND = Duration.ofMinutes(10);

    private final RulesInForce rules;
    private final Clock clock;
    private final Instant started;

    RulesCurrency(RulesInForce rules, Clock clock) {
        this.rules = rules;
        this.clock = clock;
        this.started = clock.instant();
    }

    /** False when the job has a workbook that this server would make under other rules now. */
    boolean stands(JobState job) {
        WorkbookDelivered delivery = job.delivery();
        if (delivery == null) return true;
        WorkbookRules inForce = rules.inForce();
        Optional<WorkbookRules> made = delivery.rules();
        if (made.filter(inForce::equals).isPresent()) return true;
        boolean isOwnBuild = made.filter(m -> m.maker().equals(inForce.maker())).isPresent();
        return !isOwnBuild
                && job.request().requestedAt().isAfter(started)
                && clock.instant().isBefore(delivery.at().plus(OTHERS_STAND));
    }
}
