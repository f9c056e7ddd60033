package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.units.EventMoment;
import io.lotledger.projections.lineage.units.LogisticUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One movement recorded at two levels of packaging. A container and a pallet inside it leave or arrive by two events of
 * one type, step, instant, place, other end and document: the event of the outer unit stands for the goods of both. Events
 * of different steps or types are {@link RecordsAtOtherLevels}.
 */
public final class NestedMovements {
    private final LotEventHistory history;
    private final EventLotReader lots;
    private final Map<LotKey, Map<LotEvent, List<ResolvedEvent>>> byLot = new HashMap<>();
    private final Map<LotKey, Map<LotEvent, List<LotAmount>>> countedParts = new HashMap<>();

    public NestedMovements(LotEventHistory history, EventLotReader lots) {
        this.history = history;
        this.lots = lots;
    }

    EventLotReader lots() {
        return lots;
    }

    /** The events that stand for all that this one moves of the lot, in event order; empty if it does itself. */
    List<ResolvedEvent> standingFor(ResolvedEvent movement, LotKey lot) {
        return standingFor(movement.lotEvent(), lot);
    }

    List<ResolvedEvent> standingFor(LotEvent movement, LotKey lot) {
        return byLot.computeIfAbsent(lot, this::find).getOrDefault(movement, List.of());
    }

    /** Whether any event of the lot is recorded by others. */
    boolean areRecordedByOthers(LotKey lot) {
        return !byLot.computeIfAbsent(lot, this::find).isEmpty();
    }

    /** The amounts of the event without those of units that other events count. */
    List<LotAmount> uncounted(LotEvent movement, LotKey lot, List<LotAmount> amounts) {
        byLot.computeIfAbsent(lot, this::find);
        List<LotAmount> counted = countedParts.getOrDefault(lot, Map.of()).getOrDefault(movement, List.of());
        if (counted.isEmpty()) return amounts;
        return LotAmount.summed(amounts).stream()
                .flatMap(amount -> left(amount, counted).stream())
                .toList();
    }

    private static Optional<LotAmount> left(LotAmount amount, List<LotAmount> counted) {
        BigDecimal quantity = amount.quantity();
        for (LotAmount part : counted) {
            BigDecimal taken = part.quantity();
            if (!part.countsWith(amount)) continue;
            if (quantity == null || taken == null) return Optional.of(amount);
            BigDecimal left = quantity.subtract(taken);
            return left.signum() > 0 ? Optional.of(amount.of(left)) : Optional.empty();
        }
        return Optional.of(amount);
    }

    /** Whether the unit holds the lot when the event happens. Other events of a unit are no evidence of the lot. */
    boolean isInside(LotKey lot, String unit, ResolvedEvent event) {
        return lots.inside(unit, EventMoment.of(event.event())).stream()
                .anyMatch(amount -> amount.lot().equals(lot));
    }

    private Map<LotEvent, List<ResolvedEvent>> find(LotKey lot) {
        Map<Instant, List<ResolvedEvent>> byInstant = history.of(lot).stream()
                .filter(event -> MovementEvents.isShipment(event) || MovementEvents.isReceipt(event))
                .collect(Collectors.groupingBy(event -> event.event().eventTime()));
        Map<LotEvent, List<ResolvedEvent>> found = new HashMap<>();
        for (List<ResolvedEvent> together : byInstant.values()) {
            if (together.size() > 1) find(together, lot, found);
        }
        Map<LotEvent, List<LotAmount>> parts = new HashMap<>();
        new RecordsAtOtherLevels(lot, lots, history, true, found, parts).find();
        new RecordsAtOtherLevels(lot, lots, history, false, found, parts).find();
        countedParts.put(lot, parts);
        return found;
    }

    private void find(List<ResolvedEvent> together, LotKey lot, Map<LotEvent, List<ResolvedEvent>> found) {
        Map<String, List<ResolvedEvent>> byUnit = new HashMap<>();
        for (ResolvedEvent one : together) {
            for (String unit : units(one, lot))
                byUnit.computeIfAbsent(unit, u -> new ArrayList<>()).add(one);
        }
        for (ResolvedEvent one : together) {
            Set<String> around = units(one, lot);
            EventMoment moment = EventMoment.of(one.event());
            Set<String> inside = lots.unitsInside(around, moment);
            inside.stream()
                    .flatMap(unit -> byUnit.getOrDefault(unit, List.of()).stream())
                    .distinct()
                    .filter(other -> inside.containsAll(units(other, lot)))
                    // units may contain each other
                    .filter(other -> Collections.disjoint(lots.unitsInside(units(other, lot), moment), around))
                    .filter(other -> isSameMovement(one, other))
                    .forEach(other -> found.put(other.lotEvent(), List.of(one)));
        }
    }

    /** The units by which the event moves the lot; empty if it moves some of it by its class. */
    static Set<String> units(ResolvedEvent movement, LotKey lot) {
        List<LotAmount> amounts = movement.objects(lot);
        boolean isByUnit = amounts.stream().noneMatch(amount -> amount.unit() == null);
        return isByUnit
                ? amounts.stream()
                        .flatMap(amount -> Stream.ofNullable(amount.unit()).map(LogisticUnit::name))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static boolean isSameMovement(ResolvedEvent one, ResolvedEvent other) {
        boolean shipped = MovementEvents.isShipment(one);
        return shipped == MovementEvents.isShipment(other)
                && one.step().equals(other.step())
                && one.event().type().equals(other.event().type())
                && ends(one.event(), shipped).equals(ends(other.event(), shipped))
                && ReferenceDocumentReader.keys(one.event()).equals(ReferenceDocumentReader.keys(other.event()));
    }

    private static List<Set<String>> ends(EpcisEvent event, boolean shipped) {
        List<String> here = shipped ? Endpoints.shippedFrom(event) : Endpoints.receivedAt(event);
        List<String> there = shipped ? Endpoints.recipients(event) : Endpoints.previousSources(event);
        return List.of(Endpoints.places(here), Endpoints.places(there));
    }
}
