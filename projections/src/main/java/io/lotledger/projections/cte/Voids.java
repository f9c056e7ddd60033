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

/**
 * What {@code void_shipping} took back. CBV lets it name some objects of an earlier shipment: each is taken off the latest
 * shipment before it that carried it, from the same place and with a document in common where both tell; one that names no
 * object takes back the shipments of its documents.
 */
final class Voids {
    /** Where nothing was taken back. */
    static final Voids NONE = new Voids();

    private final Map<LaidOpen, Map<LotKey, List<LotAmount>>> remaining = new HashMap<>();
    private final Map<LaidOpen, Set<String>> voidedBy = new HashMap<>();
    private final Map<LaidOpen, Set<String>> voided = new HashMap<>();

    private Voids() {}

    /** The events that say what was taken back, in order of happening: shipments and voids; none where there is no void. */
    static List<LaidOpen> heard(Histories histories) {
        if (histories.all().stream().noneMatch(h -> isVoid(h.laidOpen()))) return List.of();
        return histories.all().stream()
                .filter(h -> isVoid(h.laidOpen()) || MovementEvents.isShipment(h))
                .map(Happening::laidOpen)
                .toList();
    }

    /** @param heard shipments and voids, in order of happening */
    static Voids of(List<LaidOpen> heard, EventLots eventLots) {
        Voids voids = new Voids();
        List<LaidOpen> shipments = heard.stream().filter(MovementEvents::isShipment).toList();
        for (LaidOpen event : heard) {
            if (isVoid(event)) voids.takeBack(event, shipments, eventLots);
        }
        return voids;
    }

    private static boolean isVoid(LaidOpen event) {
        return event.step().equals(BizStep.VOID_SHIPPING);
    }

    /** What the event still speaks of the lot once voids are heard. */
    List<LotAmount> remaining(Happening happening, LotKey lot) {
        return remaining(happening.laidOpen(), lot);
    }

    boolean carries(Happening shipment, LotKey lot) {
        return !remaining(shipment, lot).isEmpty();
    }

    /** The void events that took something off the shipment. */
    Set<String> voidedBy(Happening shipment) {
        return voidedBy.getOrDefault(shipment.laidOpen(), Set.of());
    }

    /** The shipments a void took something off. */
    Set<String> voidedShipments(Happening voidEvent) {
        return voided.getOrDefault(voidEvent.laidOpen(), Set.of());
    }

    private List<LotAmount> remaining(LaidOpen event, LotKey lot) {
        Map<LotKey, List<LotAmount>> left = remaining.get(event);
        return left == null ? event.objects(lot) : left.getOrDefault(lot, List.of());
    }

    private void takeBack(LaidOpen voidEvent, List<LaidOpen> shipments, EventLots eventLots) {
        List<LaidOpen> candidates = shipmentsBefore(voidEvent, shipments);
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
    private static List<LaidOpen> shipmentsBefore(LaidOpen voidEvent, List<LaidOpen> all) {
        List<LaidOpen> shipments = new ArrayList<>(all.stream()
                .filter(s -> !s.event().eventTime().isAfter(voidEvent.event().eventTime()))
                .filter(s -> belongTogether(voidEvent, s))
                .toList());
        Collections.reverse(shipments);
        return shipments;
    }

    private void takeBackUnits(LaidOpen voidEvent, List<String> units, List<LaidOpen> candidates, Set<LotKey> done) {
        Map<LaidOpen, Map<String, Set<LotKey>>> held = new HashMap<>();
        for (LaidOpen shipment : candidates) held.put(shipment, lotsByUnit(shipment));
        for (String unit : units) {
            for (LaidOpen shipment : candidates) {
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
    private Map<String, Set<LotKey>> lotsByUnit(LaidOpen shipment) {
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

    private void takeOut(LaidOpen shipment, LotKey lot, Predicate<LotAmount> taken) {
        Map<LotKey, List<LotAmount>> left = left(shipment);
        List<LotAmount> some = left.getOrDefault(lot, List.of()).stream()
                .filter(taken.negate())
                .toList();
        if (some.isEmpty()) left.remove(lot);
        else left.put(lot, some);
    }

    private void takeBackLot(LaidOpen voidEvent, LotAmount back, List<LaidOpen> candidates) {
        for (LaidOpen shipment : candidates) {
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

    private Map<LotKey, List<LotAmount>> left(LaidOpen shipment) {
        return remaining.computeIfAbsent(shipment, s -> new HashMap<>(s.objectsByLot()));
    }

    private void note(LaidOpen voidEvent, LaidOpen shipment) {
        voidedBy.computeIfAbsent(shipment, s -> new TreeSet<>())
                .add(voidEvent.event().eventID());
        voided.computeIfAbsent(voidEvent, v -> new TreeSet<>())
                .add(shipment.event().eventID());
    }

    private static boolean belongTogether(LaidOpen voidEvent, LaidOpen shipment) {
        boolean elsewhere =
                !Endpoints.agree(Endpoints.shippedFrom(voidEvent.event()), Endpoints.shippedFrom(shipment.event()));
        boolean otherPapers = !Documents.keys(voidEvent.event()).isEmpty()
                && !Documents.keys(shipment.event()).isEmpty()
                && !sharesDocument(voidEvent, shipment);
        return !elsewhere && !otherPapers;
    }

    private static boolean sharesDocument(LaidOpen one, LaidOpen other) {
        Set<String> shared = Documents.keys(one.event());
        shared.retainAll(Documents.keys(other.event()));
        return !shared.isEmpty();
    }
}
