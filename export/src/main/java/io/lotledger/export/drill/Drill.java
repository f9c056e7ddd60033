package io.lotledger.export.drill;

import static org.axonframework.modelling.command.AggregateLifecycle.apply;

import io.lotledger.export.drill.DrillCommand.CompleteDrill;
import io.lotledger.export.drill.DrillCommand.ExpireDrillWorkbook;
import io.lotledger.export.drill.DrillCommand.FailDrill;
import io.lotledger.export.drill.DrillCommand.RequestDrill;
import io.lotledger.export.drill.DrillCommand.StartDrill;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;

/**
 * One drill from the request to its end. A command of a stale attempt or to an ended drill changes nothing: after a kill two nodes may
 * work on one drill for a moment.
 */
@Aggregate(type = "Drill")
@SuppressWarnings("NullAway.Init") // both fields are set by the first event
class Drill {
    private static final double MILLIS = 1_000;

    @AggregateIdentifier
    private UUID drillId;

    private DrillState state;

    /** For Axon. */
    Drill() {}

    @CommandHandler
    Drill(RequestDrill command, Clock clock) {
        apply(new DrillRequested(
                command.drillId(),
                command.organisation(),
                command.lots(),
                command.random(),
                command.direction(),
                command.requestedBy(),
                now(clock),
                command.logPosition()));
    }

    @CommandHandler
    boolean handle(StartDrill command, Clock clock) {
        if (state.status().isFinal() || command.attempt() <= state.attempts()) return false;
        apply(new DrillStarted(drillId, state.request().organisation(), command.attempt(), now(clock)));
        return true;
    }

    @CommandHandler
    boolean handle(CompleteDrill command, Clock clock) {
        DrillCompleted completion = state.completion();
        if (completion != null) return completion.objectKey().equals(command.objectKey());
        if (state.status().isFinal() || command.attempt() != state.attempts()) return false;
        Instant now = now(clock);
        apply(new DrillCompleted(
                drillId,
                state.request().organisation(),
                command.attempt(),
                command.objectKey(),
                command.fileName(),
                command.sha256(),
                command.sizeBytes(),
                command.rows(),
                Duration.between(state.request().requestedAt(), now).toMillis() / MILLIS,
                command.findings(),
                now));
        return true;
    }

    @CommandHandler
    void handle(FailDrill command, Clock clock) {
        if (state.status().isFinal() || command.attempt() < state.attempts()) return;
        apply(new DrillFailed(
                drillId,
                state.request().organisation(),
                command.attempt(),
                command.code(),
                command.message(),
                now(clock)));
    }

    @CommandHandler
    void handle(ExpireDrillWorkbook command, Clock clock) {
        if (state.completion() == null || state.expiry() != null) return;
        apply(new DrillWorkbookExpired(drillId, state.request().organisation(), now(clock)));
    }

    @EventSourcingHandler
    void on(DrillRequested event) {
        drillId = event.drillId();
        state = DrillState.of(event);
    }

    @EventSourcingHandler
    void on(DrillEvent event) {
        state = state.after(event);
    }

    private static Instant now(Clock clock) {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
