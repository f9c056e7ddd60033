package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Applies {@code void_shipping}. CBV lets it name some objects of an earlier shipment. It can mean the shipments that are
 * not after it and whose place, documents and destination do not contradict its own: those that share a document with
 * it if any do. Among them those to its destination come first, then for a quantity those that carry exactly it, then
 * the latest. A quantity beyond the first shipment is removed from the next. A void without objects voids the shipments
 * of its documents.
 */
public final class VoidedShipments {
    /** No voids. */
    static final VoidedShipments NONE = new VoidedShipments(AddedDocuments.NONE);

    private final Map<LotEvent, Map<LotKey, List<LotAmount>>> remaining = new HashMap<>();
    private final Map<LotEvent, Set<String>> voidedBy = new HashMap<>();
    private final Map<LotEvent, Set<String>> voided = new HashMap<>();

    private final Map<LotEvent, List<LotAmount>> beyondShipments = new HashMap<>();
    private final AddedDocuments documents;

    private VoidedShipments(AddedDocuments documents) {
        this.documents = documents;
    }

    /** Movements and voids in event order; empty if there is neither a void nor a transaction event. */
    static List<LotEvent> movementsAndVoids(LotEventHistory history) {
        List<LotEvent> all = history.all().stream().map(ResolvedEvent::lotEvent).toList();
        if (all.stream().noneMatch(event -> isVoid(event) || AddedDocuments.isTransaction(event))) return List.of();
        return all.stream()
                .filter(event -> isVoid(event)
                        || AddedDocuments.isTransaction(event)
                        || MovementEvents.isShipment(event)
                        || MovementEvents.isReceipt(event))
                .toList();
    }

    /** @param movementsAndVoids in event order */
    static VoidedShipments of(List<LotEvent> movementsAndVoids, EventLotReader eventLots) {
        VoidedShipments voids = new VoidedShipments(AddedDocuments.of(movementsAndVoids));
        List<LotEvent> shipments =
                movementsAndVoids.stream().filter(MovementEvents::isShipment).toList();
        for (LotEvent event : movementsAndVoids) {
            if (isVoid(event)) voids.apply(event, shipments, eventLots);
        }
        return voids;
    }

    private static boolean isVoid(LotEvent event) {
        return event.step().equals(BizStep.VOID_SHIPPING);
    }

    /**
     * The amounts of the lot in the event after voids; empty if the event only adds documents to what another carries.
     */
    public List<LotAmount> remaining(ResolvedEvent resolved, LotKey lot) {
        return remaining(resolved.lotEvent(), lot);
    }

    /** The documents of the lot's movement in the event, with those that transaction events add. */
    public List<BizTransaction> documents(ResolvedEvent movement, LotKey lot) {
        return documents.documents(movement.lotEvent(), lot);
    }

    /** The events that carry what this one only adds documents to. */
    Set<String> reportedBy(ResolvedEvent movement, LotKey lot) {
        return documents.reportedBy(movement.lotEvent(), lot);
    }

    public boolean carries(ResolvedEvent shipment, LotKey lot) {
        return !remaining(shipment, lot).isEmpty();
    }

    /** The events that void something of the shipment. */
    Set<String> voidedBy(ResolvedEvent shipment) {
        return voidedBy.getOrDefault(shipment.lotEvent(), Set.of());
    }

    /** The shipments of which a void event voids something. */
    Set<String> voidedShipments(ResolvedEvent voidEvent) {
        return voided.getOrDefault(voidEvent.lotEvent(), Set.of());
    }

    /** What a void event names of the lot and no shipment carried. */
    List<LotAmount> beyondShipments(ResolvedEvent voidEvent, LotKey lot) {
        return beyondShipments.getOrDefault(voidEvent.lotEvent(), List.of()).stream()
                .filter(amount -> amount.lot().equals(lot))
                .toList();
    }

    private List<LotAmount> remaining(LotEvent event, LotKey lot) {
        Map<LotKey, List<LotAmount>> left = remaining.get(event);
        return left == null ? documents.goods(event, lot) : left.getOrDefault(lot, List.of());
    }

    private void apply(LotEvent voidEvent, List<LotEvent> shipments, EventLotReader eventLots) {
        List<LotEvent> candidates = candidates(voidEvent, shipments);
        List<String> units = eventLots.units(voidEvent.event());
        if (voidEvent.objects().isEmpty() && units.isEmpty()) {
            candidates.stream().filter(s -> sharesDocument(voidEvent, s)).forEach(s -> {
                left(s).clear();
                recordVoid(voidEvent, s);
            });
            return;
        }
        Set<LotKey> done = new HashSet<>();
        if (!units.isEmpty()) voidUnits(voidEvent, units, candidates, done);
        for (LotAmount amount : LotAmount.summed(voidEvent.objects())) {
            if (!done.contains(amount.lot())) voidLot(voidEvent, amount, candidates);
        }
    }

    /** The shipments that the void can mean: those to its destination first, then the latest. */
    private List<LotEvent> candidates(LotEvent voidEvent, List<LotEvent> all) {
        List<LotEvent> possible = all.stream()
                .filter(s -> !s.event().eventTime().isAfter(voidEvent.event().eventTime()))
                .filter(s -> canMean(voidEvent, s))
                .toList();
        List<LotEvent> sharing =
                possible.stream().filter(s -> sharesDocument(voidEvent, s)).toList();
        List<LotEvent> candidates = new ArrayList<>(sharing.isEmpty() ? possible : sharing);
        Collections.reverse(candidates);
        candidates.sort(Comparator.comparing(s -> !Endpoints.shareDestination(voidEvent.event(), s.event())));
        return candidates;
    }

    private void voidUnits(LotEvent voidEvent, List<String> units, List<LotEvent> candidates, Set<LotKey> done) {
        Map<LotEvent, Map<String, Set<LotKey>>> held = new HashMap<>();
        for (LotEvent shipment : candidates) held.put(shipment, lotsByUnit(shipment));
        for (String unit : units) {
            for (LotEvent shipment : candidates) {
                Set<LotKey> lots = held.getOrDefault(shipment, Map.of()).getOrDefault(unit, Set.of());
                if (lots.isEmpty()) continue;
                for (LotKey lot : lots) removeAmounts(shipment, lot, amount -> unit.equals(amount.unit()));
                recordVoid(voidEvent, shipment);
                done.addAll(lots);
                break;
            }
        }
    }

    /** The remaining lots of the shipment, by logistic unit. */
    private Map<String, Set<LotKey>> lotsByUnit(LotEvent shipment) {
        Map<String, Set<LotKey>> lots = new HashMap<>();
        remaining.getOrDefault(shipment, documents.goods(shipment)).values().stream()
                .flatMap(List::stream)
                .forEach(amount -> {
                    String unit = amount.unit();
                    if (unit != null)
                        lots.computeIfAbsent(unit, u -> new HashSet<>()).add(amount.lot());
                });
        return lots;
    }

    private void removeAmounts(LotEvent shipment, LotKey lot, Predicate<LotAmount> taken) {
        Map<LotKey, List<LotAmount>> left = left(shipment);
        List<LotAmount> some = left.getOrDefault(lot, List.of()).stream()
                .filter(taken.negate())
                .toList();
        if (some.isEmpty()) left.remove(lot);
        else left.put(lot, some);
    }

    /** Takes the amount from the first shipment, and what that did not carry from the next. */
    private void voidLot(LotEvent voidEvent, LotAmount back, List<LotEvent> candidates) {
        LotAmount open = back;
        for (LotEvent shipment : exactFirst(voidEvent, back, candidates)) {
            List<LotAmount> carried = LotAmount.summed(remaining(shipment, back.lot()));
            if (carried.isEmpty()) continue;
            LotAmount taken = open;
            List<LotAmount> some = carried.stream()
                    .flatMap(shipped -> left(shipped, taken).stream())
                    .toList();
            if (some.isEmpty()) left(shipment).remove(back.lot());
            else left(shipment).put(back.lot(), some);
            recordVoid(voidEvent, shipment);
            Optional<LotAmount> rest = rest(open, carried);
            if (rest.isEmpty()) return;
            open = rest.get();
        }
        beyondShipments.computeIfAbsent(voidEvent, v -> new ArrayList<>()).add(open);
    }

    /** Among those to its destination, and among the others, first the shipments that carry exactly the amount. */
    private List<LotEvent> exactFirst(LotEvent voidEvent, LotAmount back, List<LotEvent> candidates) {
        return candidates.stream()
                .sorted(Comparator.comparing((LotEvent s) -> !Endpoints.shareDestination(voidEvent.event(), s.event()))
                        .thenComparing(s -> !carriesExactly(s, back)))
                .toList();
    }

    private boolean carriesExactly(LotEvent shipment, LotAmount back) {
        return LotAmount.summed(remaining(shipment, back.lot())).stream()
                .filter(back::countsWith)
                .anyMatch(shipped -> isEqual(shipped.quantity(), back.quantity()));
    }

    private static boolean isEqual(@Nullable BigDecimal one, @Nullable BigDecimal other) {
        return one != null && other != null && one.compareTo(other) == 0;
    }

    /** The remaining shipped amount of the lot: some only if the void names less of it. */
    private static Optional<LotAmount> left(LotAmount shipped, LotAmount back) {
        return beyond(shipped, back).map(shipped::of);
    }

    /** What the void names beyond the carried amounts; empty if it cannot be compared with them. */
    private static Optional<LotAmount> rest(LotAmount back, List<LotAmount> carried) {
        return carried.stream()
                .flatMap(shipped -> beyond(back, shipped).stream())
                .findFirst()
                .map(back::of);
    }

    /** By how much the amount exceeds the other, if both are counted in one unit of measure. */
    private static Optional<BigDecimal> beyond(LotAmount amount, LotAmount other) {
        BigDecimal quantity = amount.quantity();
        BigDecimal less = other.quantity();
        if (quantity == null || less == null || !amount.countsWith(other)) return Optional.empty();
        return Optional.of(quantity.subtract(less)).filter(beyond -> beyond.signum() > 0);
    }

    private Map<LotKey, List<LotAmount>> left(LotEvent shipment) {
        return remaining.computeIfAbsent(shipment, s -> new HashMap<>(documents.goods(s)));
    }

    private void recordVoid(LotEvent voidEvent, LotEvent shipment) {
        voidedBy.computeIfAbsent(shipment, s -> new TreeSet<>())
                .add(voidEvent.event().eventID());
        voided.computeIfAbsent(voidEvent, v -> new TreeSet<>())
                .add(shipment.event().eventID());
    }

    private boolean canMean(LotEvent voidEvent, LotEvent shipment) {
        return Endpoints.agree(Endpoints.shippedFrom(voidEvent.event()), Endpoints.shippedFrom(shipment.event()))
                && Endpoints.destinationsAgree(voidEvent.event(), shipment.event())
                && !ReferenceDocumentReader.contradict(
                        voidEvent.event().fields().bizTransactionList(), documents.documents(shipment));
    }

    private boolean sharesDocument(LotEvent voidEvent, LotEvent shipment) {
        return !Collections.disjoint(
                ReferenceDocumentReader.keys(voidEvent.event()),
                ReferenceDocumentReader.keys(documents.documents(shipment)));
    }
}
