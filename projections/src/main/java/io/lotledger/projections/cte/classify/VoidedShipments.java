package io.lotledger.projections.cte.classify;

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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What {@code void_shipping} took back. CBV lets it name some objects of an earlier shipment: each is taken off the latest
 * shipment before it that carried it, from the same place and with a document in common where both tell; one that names no
 * object takes back the shipments of its documents.
 */
public final class VoidedShipments {
    /** Where nothing was taken back. */
    static final VoidedShipments NONE = new VoidedShipments();

    private final Map<LotEvent, Map<LotKey, List<LotAmount>>> remaining = new HashMap<>();
    private final Map<LotEvent, Set<String>> voidedBy = new HashMap<>();
    private final Map<LotEvent, Set<String>> voided = new HashMap<>();

    private VoidedShipments() {}

    /** The events that say what was taken back, in order of happening: shipments and voids; none where there is no void. */
    static List<LotEvent> heard(LotEventHistory histories) {
        if (histories.all().stream().noneMatch(h -> isVoid(h.laidOpen()))) return List.of();
        return histories.all().stream()
                .filter(h -> isVoid(h.laidOpen()) || MovementEvents.isShipment(h))
                .map(ResolvedEvent::laidOpen)
                .toList();
    }

    /** @param heard shipments and voids, in order of happening */
    static VoidedShipments of(List<LotEvent> heard, EventLotReader eventLots) {
        VoidedShipments voids = new VoidedShipments();
        List<LotEvent> shipments =
                heard.stream().filter(MovementEvents::isShipment).toList();
        for (LotEvent event : heard) {
            if (isVoid(event)) voids.takeBack(event, shipments, eventLots);
        }
        return voids;
    }

    private static boolean isVoid(LotEvent event) {
        return event.step().equals(BizStep.VOID_SHIPPING);
    }

    /** What the event still speaks of the lot once voids are heard. */
    public List<LotAmount> remaining(ResolvedEvent happening, LotKey lot) {
        return remaining(happening.laidOpen(), lot);
    }

    public boolean carries(ResolvedEvent shipment, LotKey lot) {
        return !remaining(shipment, lot).isEmpty();
    }

    /** The void events that took something off the shipment. */
    Set<String> voidedBy(ResolvedEvent shipment) {
        return voidedBy.getOrDefault(shipment.laidOpen(), Set.of());
    }

    /** The shipments a void took something off. */
    Set<String> voidedShipments(ResolvedEvent voidEvent) {
        return voided.getOrDefault(voidEvent.laidOpen(), Set.of());
    }

    private List<LotAmount> remaining(LotEvent event, LotKey lot) {
        Map<LotKey, List<LotAmount>> left = remaining.get(event);
        return left == null ? event.objects(lot) : left.getOrDefault(lot, List.of());
    }

    private void takeBack(LotEvent voidEvent, List<LotEvent> shipments, EventLotReader eventLots) {
        List<LotEvent> candidates = shipmentsBefore(voidEvent, shipments);
        List<String> units = eventLots.units(voidEvent.event());
        if (voidEvent.objects().isEmpty() && units.isEmpty()) {
            candidates.stream().filter(s -> sharesDocument(voidEvent, s)).forEach(s -> {
                left(s).clear();
                note(voidEvent, s);
            });
            return;
        }
        Set<LotKey> done = new HashSet<>();
        if (!units.isEmpty()) takeBackUnits(voidEvent, units, candidates, done);
        for (LotAmount amount : LotAmount.summed(voidEvent.objects())) {
            if (!done.contains(amount.lot())) takeBackLot(voidEvent, amount, candidates);
        }
    }

    /** Those it may mean, the latest first. */
    private static List<LotEvent> shipmentsBefore(LotEvent voidEvent, List<LotEvent> all) {
        List<LotEvent> shipments = new ArrayList<>(all.stream()
                .filter(s -> !s.event().eventTime().isAfter(voidEvent.event().eventTime()))
                .filter(s -> belongTogether(voidEvent, s))
                .toList());
        Collections.reverse(shipments);
        return shipments;
    }

    private void takeBackUnits(LotEvent voidEvent, List<String> units, List<LotEvent> candidates, Set<LotKey> done) {
        Map<LotEvent, Map<String, Set<LotKey>>> held = new HashMap<>();
        for (LotEvent shipment : candidates) held.put(shipment, lotsByUnit(shipment));
        for (String unit : units) {
            for (LotEvent shipment : candidates) {
                Set<LotKey> lots = held.getOrDefault(shipment, Map.of()).getOrDefault(unit, Set.of());
                if (lots.isEmpty()) continue;
                for (LotKey lot : lots) takeOut(shipment, lot, amount -> unit.equals(amount.unit()));
                note(voidEvent, shipment);
                done.addAll(lots);
                break;
            }
        }
    }

    /** What the shipment still carries, by the unit it came in. */
    private Map<String, Set<LotKey>> lotsByUnit(LotEvent shipment) {
        Map<String, Set<LotKey>> lots = new HashMap<>();
        remaining.getOrDefault(shipment, shipment.objectsByLot()).values().stream()
                .flatMap(List::stream)
                .forEach(amount -> {
                    String unit = amount.unit();
                    if (unit != null)
                        lots.computeIfAbsent(unit, u -> new HashSet<>()).add(amount.lot());
                });
        return lots;
    }

    private void takeOut(LotEvent shipment, LotKey lot, Predicate<LotAmount> taken) {
        Map<LotKey, List<LotAmount>> left = left(shipment);
        List<LotAmount> some = left.getOrDefault(lot, List.of()).stream()
                .filter(taken.negate())
                .toList();
        if (some.isEmpty()) left.remove(lot);
        else left.put(lot, some);
    }

    private void takeBackLot(LotEvent voidEvent, LotAmount back, List<LotEvent> candidates) {
        for (LotEvent shipment : candidates) {
            List<LotAmount> carried = remaining(shipment, back.lot());
            if (carried.isEmpty()) continue;
            List<LotAmount> some = LotAmount.summed(carried).stream()
                    .flatMap(shipped -> left(shipped, back).stream())
                    .toList();
            if (some.isEmpty()) left(shipment).remove(back.lot());
            else left(shipment).put(back.lot(), some);
            note(voidEvent, shipment);
            return;
        }
    }

    /** What stays shipped of the lot: something only when the void names less of it. */
    private static Optional<LotAmount> left(LotAmount shipped, LotAmount back) {
        BigDecimal taken = back.quantity();
        BigDecimal sent = shipped.quantity();
        boolean inPart = shipped.countsWith(back) && taken != null && sent != null && taken.compareTo(sent) < 0;
        return inPart && taken != null ? Optional.of(shipped.less(taken)) : Optional.empty();
    }

    private Map<LotKey, List<LotAmount>> left(LotEvent shipment) {
        return remaining.computeIfAbsent(shipment, s -> new HashMap<>(s.objectsByLot()));
    }

    private void note(LotEvent voidEvent, LotEvent shipment) {
        voidedBy.computeIfAbsent(shipment, s -> new TreeSet<>())
                .add(voidEvent.event().eventID());
        voided.computeIfAbsent(voidEvent, v -> new TreeSet<>())
                .add(shipment.event().eventID());
    }

    private static boolean belongTogether(LotEvent voidEvent, LotEvent shipment) {
        boolean elsewhere =
                !Endpoints.agree(Endpoints.shippedFrom(voidEvent.event()), Endpoints.shippedFrom(shipment.event()));
        boolean otherPapers = !ReferenceDocumentReader.keys(voidEvent.event()).isEmpty()
                && !ReferenceDocumentReader.keys(shipment.event()).isEmpty()
                && !sharesDocument(voidEvent, shipment);
        return !elsewhere && !otherPapers;
    }

    private static boolean sharesDocument(LotEvent one, LotEvent other) {
        Set<String> shared = ReferenceDocumentReader.keys(one.event());
        shared.retainAll(ReferenceDocumentReader.keys(other.event()));
        return !shared.isEmpty();
    }
}
