package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.InventoryMovement.Kind;
import io.lotledger.projections.cte.classify.LotCreationEvents.Creation;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How one lot's amounts came to be, moved and ended, from its events and never from the rows of the workbook, which repeat them.
 * A lot that begins twice in different ways (harvested, then packed under its own code) is produced by the first only; what a
 * transformation makes more of it is added. A landing takes what was caught before from the vessel.
 */
public final class InventoryMovements {
    private final LotKey lot;
    private final EventInterpretation read;
    private final ShipmentReconciliation consignments;
    private final List<InventoryMovement> flows = new ArrayList<>();

    private InventoryMovements(LotKey lot, EventInterpretation read, ShipmentReconciliation consignments) {
        this.lot = lot;
        this.read = read;
        this.consignments = consignments;
    }

    /** In order of happening. */
    public static List<InventoryMovement> of(
            LotKey lot, EventInterpretation read, ShipmentReconciliation consignments) {
        InventoryMovements found = new InventoryMovements(lot, read, consignments);
        found.productions();
        found.movements();
        found.landings();
        found.ends();
        return found.flows.stream()
                .sorted(Comparator.comparingInt(
                                (InventoryMovement flow) -> flow.at().order())
                        .thenComparing(InventoryMovement::kind))
                .toList();
    }

    private void productions() {
        List<Creation> creations = read.creations().of(lot);
        if (creations.isEmpty()) {
            read.histories().of(lot).stream()
                    .filter(h -> h.event() instanceof ObjectEvent e && e.action() == Action.ADD)
                    .filter(h -> !MovementEvents.isReceipt(h))
                    .forEach(h -> note(Kind.PRODUCED, h, h.objects(lot).stream(), Endpoints.place(h.event())));
            return;
        }
        for (Creation creation : creations) {
            ResolvedEvent made = creation.happening();
            if (!adds(creations.get(0), creation) || isAnswer(made)) continue;
            Optional<String> place = creation.kind() == CteKind.HARVESTING
                    ? Endpoints.farm(made.event())
                    : Endpoints.place(made.event());
            note(Kind.PRODUCED, made, Stream.concat(made.objects(lot).stream(), made.outputs(lot).stream()), place);
        }
    }

    /** Rework adds to what there was, whatever began the lot. */
    private boolean adds(Creation first, Creation creation) {
        if (creation.happening().event() instanceof TransformationEvent) return true;
        return creation.kind() == first.kind() && !read.creations().landsEarlierCatch(lot, creation.happening());
    }

    /** A lot that begins with a receipt is not produced there if somebody sent it. */
    private boolean isAnswer(ResolvedEvent receipt) {
        return consignments.all().stream()
                .flatMap(c -> c.arrivals().stream())
                .anyMatch(arrival -> arrival.receipt().equals(receipt));
    }

    private void movements() {
        for (Shipment consignment : consignments.all()) {
            ResolvedEvent departure = consignment.departure();
            flows.add(new InventoryMovement(
                    Kind.SHIPPED,
                    departure,
                    consignment.sent(),
                    Endpoints.placeKey(Endpoints.departedFrom(departure.event()))));
            consignment.arrivals().forEach(this::received);
        }
        for (Shipment.Arrival arrival : consignments.unannounced()) {
            boolean begins = read.creations().of(lot).stream()
                    .anyMatch(c -> c.happening().equals(arrival.receipt())
                            && c.kind() == read.creations().of(lot).get(0).kind());
            if (!begins) received(arrival);
        }
    }

    private void received(Shipment.Arrival arrival) {
        Optional<String> place = Endpoints.arrivedAt(arrival.receipt().event());
        flows.add(new InventoryMovement(Kind.RECEIVED, arrival.receipt(), arrival.amount(), Endpoints.placeKey(place)));
    }

    /** Beyond what is known to have been caught, a landing brings ashore what nothing explains. */
    private void landings() {
        for (Shipment.Arrival landing : consignments.landings()) {
            BigDecimal open = landing.amount().quantity();
            if (open == null) continue;
            for (Map.Entry<String, BigDecimal> afloat : afloat(landing).entrySet()) {
                BigDecimal part = open.min(afloat.getValue());
                if (part.signum() <= 0) continue;
                open = open.subtract(part);
                LotAmount taken = landing.amount().of(part);
                flows.add(new InventoryMovement(Kind.SHIPPED, landing.receipt(), taken, afloat.getKey()));
            }
            received(landing);
        }
    }

    /** What there was by then and where: first at the source the landing names, then by place, at the landing's own place last. */
    private SortedMap<String, BigDecimal> afloat(Shipment.Arrival landing) {
        String vessel =
                Endpoints.placeKey(Endpoints.departedFrom(landing.receipt().event()));
        String ashore = Endpoints.placeKey(Endpoints.arrivedAt(landing.receipt().event()));
        SortedMap<String, BigDecimal> onHand = new TreeMap<>(Comparator.comparing((String p) -> p.equals(ashore))
                .thenComparing(p -> !p.equals(vessel))
                .thenComparing(Comparator.naturalOrder()));
        for (InventoryMovement flow : flows) {
            BigDecimal quantity = flow.amount().quantity();
            boolean before = flow.at().order() <= landing.receipt().order();
            boolean landed = flow.kind() == Kind.RECEIVED && flow.place().equals(ashore);
            if (!before || landed || quantity == null || !flow.amount().countsWith(landing.amount())) continue;
            onHand.merge(flow.place(), flow.kind().addsToPlace() ? quantity : quantity.negate(), BigDecimal::add);
        }
        return onHand;
    }

    private void ends() {
        Map<String, InventoryMovement> told = new HashMap<>();
        for (ResolvedEvent happening : read.histories().of(lot)) {
            note(Kind.CONSUMED, happening, happening.inputs(lot).stream(), Endpoints.place(happening.event()));
            Optional<Kind> end = end(happening);
            if (end.isEmpty()) continue;
            String place = Endpoints.placeKey(Endpoints.place(happening.event()));
            for (LotAmount amount : LotAmount.summed(happening.objects(lot))) {
                // destroying and then decommissioning the same is one end
                String same = place + " " + QuantityText.of(amount);
                InventoryMovement earlier = told.get(same);
                if (earlier != null && !earlier.at().step().equals(happening.step())) {
                    told.remove(same);
                    continue;
                }
                InventoryMovement flow = new InventoryMovement(end.get(), happening, amount, place);
                told.put(same, flow);
                flows.add(flow);
            }
        }
    }

    private static Optional<Kind> end(ResolvedEvent happening) {
        boolean things = happening.event() instanceof ObjectEvent || happening.event() instanceof TransactionEvent;
        boolean deleted = happening.event() instanceof ObjectEvent e && e.action() == Action.DELETE;
        boolean added = happening.event() instanceof ObjectEvent e && e.action() == Action.ADD;
        if (!things || added || !(deleted || BizStep.endsLot(happening.step()))) return Optional.empty();
        return Optional.of(
                switch (happening.step()) {
                    case BizStep.RETAIL_SELLING -> Kind.SOLD;
                    case BizStep.CONSUMING, BizStep.DISPENSING -> Kind.CONSUMED;
                    default -> Kind.DESTROYED;
                });
    }

    private void note(Kind kind, ResolvedEvent at, Stream<LotAmount> amounts, Optional<String> place) {
        LotAmount.summed(amounts.toList())
                .forEach(amount -> flows.add(new InventoryMovement(kind, at, amount, Endpoints.placeKey(place))));
    }
}
