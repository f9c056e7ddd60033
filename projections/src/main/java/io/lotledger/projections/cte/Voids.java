package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
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
import java.util.stream.Collectors;

/**
 * What {@code void_shipping} took back. CBV lets it name some objects of an earlier shipment: each is taken off the latest
 * shipment before it that carried it, from the same place and with a document in common where both tell; one that names no
 * object takes back the shipments of its documents.
 */
final class Voids {
    private final Histories histories;
    private final EventLots eventLots;
    private final Map<Integer, List<LotAmount>> remaining = new HashMap<>();
    private final Map<Integer, Set<String>> voidedBy = new HashMap<>();
    private final Map<Integer, Set<String>> voided = new HashMap<>();

    Voids(Histories histories, EventLots eventLots) {
        this.histories = histories;
        this.eventLots = eventLots;
        for (Happening happening : histories.all()) {
            if (happening.step().equals(BizStep.VOID_SHIPPING)) takeBack(happening);
        }
    }

    /** What the event still speaks of once voids are heard. */
    List<LotAmount> remaining(Happening happening) {
        return remaining.getOrDefault(happening.order(), happening.objects());
    }

    boolean carries(Happening shipment, LotKey lot) {
        return remaining(shipment).stream().anyMatch(amount -> amount.lot().equals(lot));
    }

    /** The void events that took something off the shipment. */
    Set<String> voidedBy(Happening shipment) {
        return voidedBy.getOrDefault(shipment.order(), Set.of());
    }

    /** The shipments a void took something off. */
    Set<String> voidedShipments(Happening voidEvent) {
        return voided.getOrDefault(voidEvent.order(), Set.of());
    }

    private void takeBack(Happening voidEvent) {
        List<Happening> candidates = shipmentsBefore(voidEvent);
        List<String> units = eventLots.units(voidEvent.event());
        if (voidEvent.objects().isEmpty() && units.isEmpty()) {
            candidates.stream()
                    .filter(s -> sharesDocument(voidEvent, s))
                    .forEach(s -> keep(voidEvent, s, amount -> false));
            return;
        }
        Set<LotKey> done = new HashSet<>();
        for (String unit : units) done.addAll(takeBackUnit(voidEvent, unit, candidates));
        for (LotAmount amount : LotAmount.summed(voidEvent.objects())) {
            if (!done.contains(amount.lot())) takeBackLot(voidEvent, amount, candidates);
        }
    }

    /** Those it may mean, the latest first. */
    private List<Happening> shipmentsBefore(Happening voidEvent) {
        List<Happening> shipments = new ArrayList<>(histories.all().stream()
                .filter(Movements::isShipment)
                .filter(h -> !h.event().eventTime().isAfter(voidEvent.event().eventTime()))
                .filter(h -> belongTogether(voidEvent, h))
                .toList());
        Collections.reverse(shipments);
        return shipments;
    }

    private Set<LotKey> takeBackUnit(Happening voidEvent, String unit, List<Happening> candidates) {
        Predicate<LotAmount> cameInIt = amount -> unit.equals(amount.unit());
        Optional<Happening> shipment = candidates.stream()
                .filter(s -> remaining(s).stream().anyMatch(cameInIt))
                .findFirst();
        if (shipment.isEmpty()) return Set.of();
        Set<LotKey> lots = remaining(shipment.get()).stream()
                .filter(cameInIt)
                .map(LotAmount::lot)
                .collect(Collectors.toSet());
        keep(voidEvent, shipment.get(), cameInIt.negate());
        return lots;
    }

    private void takeBackLot(Happening voidEvent, LotAmount back, List<Happening> candidates) {
        candidates.stream().filter(s -> carries(s, back.lot())).findFirst().ifPresent(shipment -> {
            List<LotAmount> left = LotAmount.summed(remaining(shipment)).stream()
                    .flatMap(shipped -> left(shipped, back).stream())
                    .toList();
            note(voidEvent, shipment, left);
        });
    }

    /** What stays shipped: something only when the void names another lot, or less of this one. */
    private static Optional<LotAmount> left(LotAmount shipped, LotAmount back) {
        if (!shipped.lot().equals(back.lot())) return Optional.of(shipped);
        BigDecimal taken = back.quantity();
        BigDecimal sent = shipped.quantity();
        boolean inPart = shipped.countsWith(back) && taken != null && sent != null && taken.compareTo(sent) < 0;
        return inPart && taken != null ? Optional.of(shipped.less(taken)) : Optional.empty();
    }

    private void keep(Happening voidEvent, Happening shipment, Predicate<LotAmount> kept) {
        note(voidEvent, shipment, remaining(shipment).stream().filter(kept).toList());
    }

    private void note(Happening voidEvent, Happening shipment, List<LotAmount> left) {
        remaining.put(shipment.order(), left);
        voidedBy.computeIfAbsent(shipment.order(), s -> new TreeSet<>())
                .add(voidEvent.event().eventID());
        voided.computeIfAbsent(voidEvent.order(), v -> new TreeSet<>())
                .add(shipment.event().eventID());
    }

    private static boolean belongTogether(Happening voidEvent, Happening shipment) {
        boolean elsewhere =
                !Endpoints.agree(Endpoints.shippedFrom(voidEvent.event()), Endpoints.shippedFrom(shipment.event()));
        boolean otherPapers = !Documents.keys(voidEvent.event()).isEmpty()
                && !Documents.keys(shipment.event()).isEmpty()
                && !sharesDocument(voidEvent, shipment);
        return !elsewhere && !otherPapers;
    }

    private static boolean sharesDocument(Happening one, Happening other) {
        Set<String> shared = Documents.keys(one.event());
        shared.retainAll(Documents.keys(other.event()));
        return !shared.isEmpty();
    }
}
