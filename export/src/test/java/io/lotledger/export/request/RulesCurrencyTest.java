package io.lotledger.export.request;

import static io.lotledger.export.job.Romaine.ASKED;
import static io.lotledger.export.job.Romaine.RULES;
import static org.assertj.core.api.Assertions.assertThat;

import io.lotledger.export.job.ExportJobEvent;
import io.lotledger.export.job.Maker;
import io.lotledger.export.job.Romaine;
import io.lotledger.export.job.WorkbookDelivered;
import io.lotledger.export.job.WorkbookDelivered.WorkbookRules;
import io.lotledger.export.lifecycle.JobHistory;
import io.lotledger.export.lifecycle.JobState;
import io.lotledger.export.lifecycle.RecordedEvent;
import io.lotledger.export.source.RulesInForce;
import io.lotledger.ingest.testing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RulesCurrencyTest {
    private static final Instant BEFORE_THE_REQUEST = ASKED.minusSeconds(60);
    private static final Instant AFTER_THE_DELIVERY = Romaine.delivered().at().plusSeconds(60);
    private static final WorkbookRules OF_NEXT_BUILD =
            new WorkbookRules(new Maker("0.1.0", "9e107d9d372b"), RULES.tables());
    private static final WorkbookRules OF_UNKNOWN_BUILD = new WorkbookRules(new Maker("0.1.0", null), RULES.tables());

    private final MovableClock clock = MovableClock.stoppedAt(BEFORE_THE_REQUEST);

    @Test
    void workbookMadeUnderTheRulesInForceStands() {
        assertThat(startedAt(AFTER_THE_DELIVERY, RULES).stands(delivered())).isTrue();
    }

    @Test
    void jobWithoutAWorkbookStands() {
        assertThat(startedAt(AFTER_THE_DELIVERY, OF_NEXT_BUILD).stands(job(Romaine.requested())))
                .isTrue();
    }

    @Test
    void workbookOfTheBuildBeforeAnUpgradeDoesNotStand() {
        assertThat(startedAt(AFTER_THE_DELIVERY, OF_NEXT_BUILD).stands(delivered()))
                .isFalse();
    }

    @Test
    void workbookThatTheBuildBeforeDeliversAfterTheUpgradeDoesNotStand() {
        RulesCurrency upgraded = startedAt(ASKED.plusSeconds(1), OF_NEXT_BUILD);
        clock.moveTo(Romaine.delivered().at().plusSeconds(1));

        assertThat(upgraded.stands(delivered())).isFalse();
    }

    @Test
    void workbookFromTablesThatAreFilledAnewSinceDoesNotStand() {
        WorkbookRules rebuilt =
                new WorkbookRules(RULES.maker(), Map.of("event-index", 5, "lineage", 23, "master-data", 6, "cte", 45));

        assertThat(startedAt(BEFORE_THE_REQUEST, rebuilt).stands(delivered())).isFalse();
    }

    @Test
    void deliveryFromBeforeRulesWereRecordedDoesNotStandEvenIfNoBuildIsKnown() {
        assertThat(startedAt(AFTER_THE_DELIVERY, OF_UNKNOWN_BUILD).stands(deliveredBefore()))
                .isFalse();
    }

    @Test
    void workbookOfANodeOfAnotherBuildBesideThisOneStandsForTenMinutes() {
        for (JobState job : List.of(delivered(), deliveredBefore())) {
            RulesCurrency beside = startedAt(BEFORE_THE_REQUEST, OF_NEXT_BUILD);

            clock.moveTo(Romaine.delivered().at().plus(Duration.ofMinutes(10)).minusMillis(1));
            assertThat(beside.stands(job)).isTrue();
            clock.moveTo(Romaine.delivered().at().plus(Duration.ofMinutes(10)));
            assertThat(beside.stands(job)).isFalse();
        }
    }

    private RulesCurrency startedAt(Instant start, WorkbookRules inForce) {
        clock.moveTo(start);
        return new RulesCurrency(
                new RulesInForce() {
                    @Override
                    public WorkbookRules inForce() {
                        return inForce;
                    }

                    @Override
                    public WorkbookRules own() {
                        return inForce;
                    }
                },
                clock);
    }

    private static JobState delivered() {
        return job(Romaine.requested(), Romaine.started(1), Romaine.delivered());
    }

    /** As the version before recorded it, without a build. */
    private static JobState deliveredBefore() {
        WorkbookDelivered now = Romaine.delivered();
        return job(
                Romaine.requested(),
                Romaine.started(1),
                new WorkbookDelivered(
                        now.jobId(),
                        now.attempt(),
                        now.objectKey(),
                        now.fileName(),
                        now.sha256(),
                        now.contentSha256(),
                        now.productVersion(),
                        null,
                        null,
                        now.sizeBytes(),
                        now.rows(),
                        now.manifestKey(),
                        now.at()));
    }

    private static JobState job(ExportJobEvent... events) {
        List<RecordedEvent> recorded = new ArrayList<>();
        for (ExportJobEvent event : events) recorded.add(new RecordedEvent(recorded.size(), event.at(), event));
        return JobHistory.fold(recorded).orElseThrow();
    }
}
