package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.InventoryMovement;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.LotCreationEvents.Creation;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.units.EventDates;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Findings about the lot's code: never assigned as far as known, used before assignment, or assigned twice. */
final class LotCodeFindings {
    private static final String ASSIGNMENT = "1.1320";

    private final LotAnalysis lot;
    private final FindingPolicy policy;

    LotCodeFindings(LotAnalysis lot, FindingPolicy policy) {
        this.lot = lot;
        this.policy = policy;
    }

    List<Finding> find() {
        List<Creation> creations = lot.interpretation().creations().of(lot.lot());
        if (creations.isEmpty()) return firstSeen().stream().toList();
        return Stream.of(usedBefore(creations), reused(creations))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> firstSeen() {
        boolean isProduced =
                lot.movements().stream().anyMatch(movement -> movement.kind() == InventoryMovement.Kind.PRODUCED);
        Optional<ResolvedEvent> first = lot.interpretation().history().of(lot.lot()).stream()
                .filter(h -> h.subjects().contains(lot.lot()))
                .filter(h -> MovementEvents.isShipment(h) || MovementEvents.isReceipt(h))
                .filter(h -> lot.interpretation().voids().carries(h, lot.lot()))
                .filter(h -> lot.interpretation()
                        .movements()
                        .recordedBy(h, lot.lot())
                        .isEmpty())
                .findFirst();
        if (isProduced || first.isEmpty() || isContext(first.get())) return Optional.empty();
        boolean shipped = MovementEvents.isShipment(first.get());
        return Optional.of(lot.finding(
                shipped ? FindingKind.TLC_FIRST_SEEN_AT_SHIP : FindingKind.TLC_FIRST_SEEN_AT_RECEIVE,
                first.stream().toList(),
                "The lot first appears when it is " + (shipped ? "shipped" : "received")
                        + ": no initial packing, first land-based receiving or transformation is known that assigned its code.",
                ASSIGNMENT,
                Map.of()));
    }

    /** Whether the movement is before initial packing, when the lot has no code yet. */
    private boolean isContext(ResolvedEvent movement) {
        return lot.interpretation().classifier().of(movement, lot.lot()).is(CteKind.NONE);
    }

    private Optional<Finding> usedBefore(List<Creation> creations) {
        ResolvedEvent made = creations.get(0).event();
        List<ResolvedEvent> early = lot.movements().stream()
                .filter(movement -> movement.kind() != InventoryMovement.Kind.PRODUCED)
                .map(InventoryMovement::at)
                .filter(at -> !EventDates.isNotAfter(made.event(), at.event()))
                .distinct()
                .toList();
        if (early.isEmpty()) return Optional.empty();
        List<ResolvedEvent> events = new ArrayList<>(early);
        events.add(made);
        return Optional.of(lot.finding(
                FindingKind.USE_BEFORE_CREATION,
                events,
                "The lot was moved or used at " + early.get(0).event().eventTime() + ", before it was made at "
                        + made.event().eventTime() + ".",
                null,
                Map.of("made_at", made.event().eventTime().toString())));
    }

    private Optional<Finding> reused(List<Creation> creations) {
        List<ResolvedEvent> assigned = creations.stream()
                .filter(c -> c.kind().makesTraceabilityLot())
                .map(Creation::event)
                .filter(made -> !lot.interpretation().creations().landsEarlierCatch(lot.lot(), made))
                .toList();
        if (assigned.isEmpty()) return Optional.empty();
        ResolvedEvent first = assigned.get(0);
        return assigned.stream()
                .filter(again -> isAnother(first, again))
                .findFirst()
                .map(again -> lot.finding(
                        FindingKind.REUSED_TLC,
                        List.of(first, again),
                        "The same code was assigned at " + Endpoints.placeKey(place(first)) + " on "
                                + first.event().eventTime() + " and again at "
                                + Endpoints.placeKey(place(again)) + " on "
                                + again.event().eventTime()
                                + ": a traceability lot code is unique within its source's records.",
                        "1.1310",
                        Map.of()));
    }

    private boolean isAnother(ResolvedEvent first, ResolvedEvent again) {
        Instant start = first.event().eventTime();
        return Endpoints.differ(place(first), place(again))
                || Duration.between(start, again.event().eventTime()).compareTo(policy.lotLife()) > 0;
    }

    private Optional<String> place(ResolvedEvent made) {
        return lot.interpretation().transformations().placeOf(made);
    }
}
