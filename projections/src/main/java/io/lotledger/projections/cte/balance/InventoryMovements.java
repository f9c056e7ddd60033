package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.InventoryMovement.Kind;
import io.lotledger.projections.cte.classify.LotCreationEvents.Creation;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Derives how one lot's amounts were produced, moved and used up, from its events. It does not use the rows of the
 * workbook, which repeat quantities. A lot that is created twice in different ways (harvested, then packed under its
 * own code) is produced by the first only; outputs of transformations are added, and so is what is made under the same
 * code at another place. A landing moves an earlier catch off
 * the vessel.
 */
public final class InventoryMovements {
    private final LotKey lot;
    private final EventInterpretation interpretation;
    private final ShipmentReconciliation reconciliation;
    private final List<InventoryMovement> movements = new ArrayList<>();

    private InventoryMovements(LotKey lot, EventInterpretation interpretation, ShipmentReconciliation reconciliation) {
        this.lot = lot;
        this.interpretation = interpretation;
        this.reconciliation = reconciliation;
    }

    /** In event order. */
    public static List<InventoryMovement> of(
            LotKey lot, EventInterpretation interpretation, ShipmentReconciliation reconciliation) {
        InventoryMovements found = new InventoryMovements(lot, interpretation, reconciliation);
        found.productions();
        found.movements();
        found.landings();
        found.ends();
        return found.movements.stream()
                .sorted(Comparator.comparingInt(
                                (InventoryMovement movement) -> movement.at().order())
                        .thenComparing(InventoryMovement::kind))
                .toList();
    }

    private void productions() {
        List<Creation> creations = interpretation.creations().of(lot);
        if (creations.isEmpty()) {
            interpretation.history().of(lot).stream()
                    .filter(h -> h.event() instanceof ObjectEvent e && e.action() == Action.ADD)
                    .filter(h -> !MovementEvents.isReceipt(h))
                    .forEach(h -> add(Kind.PRODUCED, h, h.objects(lot).stream(), Endpoints.place(h.event())));
            return;
        }
        for (Creation creation : creations) {
            ResolvedEvent made = creation.event();
            if (!adds(creations.get(0), creation) || repeats(creation, creations)) continue;
            if (matchesShipment(made)) {
                if (creation.kind() == CteKind.FIRST_LAND_BASED_RECEIVING) caught(made);
                continue;
            }
            add(
                    Kind.PRODUCED,
                    made,
                    Stream.concat(made.objects(lot).stream(), made.outputs(lot).stream()),
                    place(creation));
        }
    }

    /** Whether the event adds to the lot's quantity; rework and a code assigned again at another place always do. */
    private boolean adds(Creation first, Creation creation) {
        if (creation.event().event() instanceof TransformationEvent) return true;
        if (interpretation.creations().landsEarlierCatch(lot, creation.event())) return false;
        return creation.kind() == first.kind()
                || (first.kind().isPacking() && creation.kind().isPacking())
                || (first.kind().makesTraceabilityLot()
                        && creation.kind().makesTraceabilityLot()
                        && Endpoints.differ(place(first), place(creation)));
    }

    /** An ADD repeats what an earlier transformation made at its place, also if {@code lotledger:cte} names its tab. */
    private boolean repeats(Creation creation, List<Creation> all) {
        if (!(creation.event().event() instanceof ObjectEvent)
                || !creation.kind().makesTraceabilityLot()) return false;
        return all.stream()
                .filter(made -> made.event().event() instanceof TransformationEvent)
                .filter(made -> made.kind().makesTraceabilityLot())
                .filter(made -> made.event().order() < creation.event().order())
                .anyMatch(made -> !Endpoints.differ(place(made), place(creation)));
    }

    private Optional<String> place(Creation creation) {
        return creation.kind() == CteKind.HARVESTING
                ? Endpoints.farm(creation.event().event())
                : interpretation.transformations().placeOf(creation.event());
    }

    /** A catch that no event records was made where the shipments to its landing left. */
    private void caught(ResolvedEvent landing) {
        for (Shipment shipment : reconciliation.all()) {
            if (shipment.arrivals().stream()
                    .noneMatch(arrival -> arrival.receipt().equals(landing))) continue;
            Optional<String> vessel =
                    Endpoints.departedFrom(shipment.departure().event());
            add(Kind.PRODUCED, landing, Stream.of(shipment.sent()), vessel);
        }
    }

    /** Whether the receipt matches a shipment: a lot created by such a receipt is not produced there. */
    private boolean matchesShipment(ResolvedEvent receipt) {
        return reconciliation.all().stream()
                .flatMap(c -> c.arrivals().stream())
                .anyMatch(arrival -> arrival.receipt().equals(receipt));
    }

    private void movements() {
        for (Shipment shipment : reconciliation.all()) {
            ResolvedEvent departure = shipment.departure();
            movements.add(new InventoryMovement(
                    Kind.SHIPPED,
                    departure,
                    shipment.sent(),
                    Endpoints.placeKey(Endpoints.departedFrom(departure.event()))));
            shipment.arrivals().forEach(this::received);
        }
        for (Shipment.Arrival arrival : reconciliation.unmatchedReceipts()) {
            if (!interpretation.creations().begins(lot, arrival.receipt())) received(arrival);
        }
    }

    private void received(Shipment.Arrival arrival) {
        Optional<String> place = Endpoints.arrivedAt(arrival.receipt().event());
        movements.add(
                new InventoryMovement(Kind.RECEIVED, arrival.receipt(), arrival.amount(), Endpoints.placeKey(place)));
    }

    /** Moves the known catch off the vessel; a landing beyond it is unexplained. */
    private void landings() {
        for (Shipment.Arrival landing : reconciliation.landings()) {
            BigDecimal open = landing.amount().quantity();
            if (open == null) continue;
            for (Map.Entry<String, BigDecimal> stock : stockBefore(landing).entrySet()) {
                BigDecimal part = open.min(stock.getValue());
                if (part.signum() <= 0) continue;
                open = open.subtract(part);
                LotAmount taken = landing.amount().of(part);
                movements.add(new InventoryMovement(Kind.SHIPPED, landing.receipt(), taken, stock.getKey()));
            }
            received(landing);
        }
    }

    /**
     * The earlier stock by place: first the source that the landing names, then other places, the landing's own place
     * last.
     */
    private SortedMap<String, BigDecimal> stockBefore(Shipment.Arrival landing) {
        String vessel =
                Endpoints.placeKey(Endpoints.departedFrom(landing.receipt().event()));
        String ashore = Endpoints.placeKey(Endpoints.arrivedAt(landing.receipt().event()));
        SortedMap<String, BigDecimal> onHand = new TreeMap<>(Comparator.comparing((String p) -> p.equals(ashore))
                .thenComparing(p -> !p.equals(vessel))
                .thenComparing(Comparator.naturalOrder()));
        for (InventoryMovement movement : movements) {
            BigDecimal quantity = movement.amount().quantity();
            boolean before = movement.at().order() <= landing.receipt().order();
            boolean landed =
                    movement.kind() == Kind.RECEIVED && movement.place().equals(ashore);
            if (!before || landed || quantity == null || !movement.amount().countsWith(landing.amount())) continue;
            onHand.merge(
                    movement.place(), movement.kind().addsToPlace() ? quantity : quantity.negate(), BigDecimal::add);
        }
        return onHand;
    }

    private void ends() {
        boolean decommissions = interpretation.history().of(lot).stream()
                .anyMatch(resolved -> resolved.step().equals(BizStep.DECOMMISSIONING));
        EarlierEnds earlier = new EarlierEnds();
        List<ResolvedEvent> decommissionings = new ArrayList<>();
        Deliveries deliveries = new Deliveries(lot);
        for (ResolvedEvent resolved : interpretation.history().of(lot)) {
            Optional<String> place = interpretation.transformations().placeOf(resolved);
            List<LotAmount> used = deliveries.take(resolved, Endpoints.placeKey(place));
            add(Kind.CONSUMED, resolved, used.stream(), place);
            if (decommissions) earlier.remember(resolved, resolved.inputs(lot), place);
            Optional<Kind> end = end(resolved);
            if (end.isEmpty()) continue;
            if (resolved.step().equals(BizStep.DECOMMISSIONING)) {
                decommissionings.add(resolved);
                continue;
            }
            List<LotAmount> amounts = ended(resolved);
            if (decommissions) earlier.remember(resolved, amounts, place);
            add(end.get(), resolved, amounts.stream(), place);
        }
        for (ResolvedEvent last : decommissionings) {
            Stream<LotAmount> amounts = earlier.without(last, ended(last)).stream();
            add(Kind.DESTROYED, last, amounts, Endpoints.place(last.event()));
        }
    }

    /** Children that say nothing of the lot stand for themselves when they end, and not for the unit that holds them. */
    private List<LotAmount> ended(ResolvedEvent resolved) {
        List<LotAmount> amounts = resolved.objects(lot);
        if (!(resolved.event() instanceof AggregationEvent e)) return amounts;
        boolean isWhole = e.childEPCs().isEmpty() && e.childQuantityList().isEmpty();
        String parent = e.parentID();
        if (isWhole || parent == null) return amounts;
        return amounts.stream().filter(amount -> !parent.equals(amount.unit())).toList();
    }

    private static Optional<Kind> end(ResolvedEvent resolved) {
        boolean things = resolved.event() instanceof ObjectEvent
                || resolved.event() instanceof TransactionEvent
                || resolved.event() instanceof AggregationEvent;
        boolean added = MovementEvents.packsWhatEnds(resolved)
                || (resolved.event() instanceof ObjectEvent e && e.action() == Action.ADD);
        boolean moves = MovementEvents.isShipment(resolved) || MovementEvents.isReceipt(resolved); // as it may declare
        boolean ends = MovementEvents.deletesObjects(resolved) || (BizStep.endsLot(resolved.step()) && !moves);
        if (!things || added || !ends) return Optional.empty();
        return Optional.of(
                switch (resolved.step()) {
                    case BizStep.RETAIL_SELLING -> Kind.SOLD;
                    case BizStep.CONSUMING, BizStep.DISPENSING -> Kind.CONSUMED;
                    default -> Kind.DESTROYED;
                });
    }

    private void add(Kind kind, ResolvedEvent at, Stream<LotAmount> amounts, Optional<String> place) {
        LotAmount.summed(amounts.toList())
                .forEach(amount -> movements.add(new InventoryMovement(kind, at, amount, Endpoints.placeKey(place))));
    }
}
