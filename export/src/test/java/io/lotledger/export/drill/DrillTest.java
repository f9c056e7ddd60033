package io.lotledger.export.drill;

import static io.lotledger.export.drill.MadeDrill.ASKED;
import static io.lotledger.export.drill.MadeDrill.DRILL;
import static io.lotledger.export.drill.MadeDrill.complete;
import static io.lotledger.export.drill.MadeDrill.completed;
import static io.lotledger.export.drill.MadeDrill.expired;
import static io.lotledger.export.drill.MadeDrill.failed;
import static io.lotledger.export.drill.MadeDrill.requested;
import static io.lotledger.export.drill.MadeDrill.started;

import io.lotledger.export.drill.DrillCommand.ExpireDrillWorkbook;
import io.lotledger.export.drill.DrillCommand.FailDrill;
import io.lotledger.export.drill.DrillCommand.StartDrill;
import io.lotledger.ingest.testing.MovableClock;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DrillTest {
    private final MovableClock clock = MovableClock.stoppedAt(ASKED.plusMillis(3_500));
    private final AggregateTestFixture<Drill> drill = new AggregateTestFixture<>(Drill.class);

    @BeforeEach
    void stopTheClock() {
        drill.registerInjectableResource(clock);
    }

    @Test
    void completionCountsTheSecondsSinceTheRequest() {
        drill.given(requested(), started(1))
                .when(complete(1))
                .expectEvents(completed())
                .expectResultMessagePayload(true);
    }

    @Test
    void attemptThatAnotherOvertookRecordsNothing() {
        drill.given(requested(), started(1), started(2))
                .when(complete(1))
                .expectNoEvents()
                .expectResultMessagePayload(false);
        drill.given(requested(), started(1), started(2))
                .when(new StartDrill(DRILL, 2))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void endedDrillStaysAsItEnded() {
        drill.given(requested(), started(1), completed())
                .when(new FailDrill(DRILL, 1, "rendering_failed", "It broke."))
                .expectNoEvents();
        drill.given(requested(), started(1), failed()).when(complete(1)).expectNoEvents();
        drill.given(requested(), started(1), failed())
                .when(new StartDrill(DRILL, 2))
                .expectNoEvents()
                .expectResultMessagePayload(false);
    }

    @Test
    void repeatedCompletionIsRecordedOnce() {
        drill.given(requested(), started(1), completed())
                .when(complete(1))
                .expectNoEvents()
                .expectResultMessagePayload(true);
    }

    @Test
    void workbookExpiresOnce() {
        clock.moveTo(expired().at());

        drill.given(requested(), started(1), completed())
                .when(new ExpireDrillWorkbook(DRILL))
                .expectEvents(expired());
        drill.given(requested(), started(1), completed(), expired())
                .when(new ExpireDrillWorkbook(DRILL))
                .expectNoEvents();
    }
}
