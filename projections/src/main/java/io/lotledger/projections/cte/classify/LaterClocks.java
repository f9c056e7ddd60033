package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementDocuments;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedMovements;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** Shipments of one lot that, because clocks differ, seem to have left after they were received. */
final class LaterClocks {
    private final LotKey lot;
    private final LotEventHistory history;
    private final ShipmentIndex shipments;
    private final Function<ResolvedEvent, Stream<LotAmount>> amounts;

    /** @param amounts those that a receipt brings */
    LaterClocks(
            LotKey lot,
            LotEventHistory history,
            ShipmentIndex shipments,
            Function<ResolvedEvent, Stream<LotAmount>> amounts) {
        this.lot = lot;
        this.history = history;
        this.shipments = shipments;
        this.amounts = amounts;
    }

    static boolean isSoonAfter(ResolvedEvent departure, ResolvedEvent receipt) {
        Duration late =
                Duration.between(receipt.event().eventTime(), departure.event().eventTime());
        return !late.isNegative() && late.compareTo(RecordedMovements.MAX_CLOCK_DIFFERENCE) <= 0;
    }

    /**
     * The next shipment of each logistic unit or serial of the receipt, if it leads to the place and no other receipt takes
     * it. A tray goes to and fro several times a day: its next receipt takes its next trip.
     */
    List<Shipment> ofUnits(ResolvedEvent receipt, MovementDocuments documents) {
        if (receipt.lotEvent().receivedAt().isEmpty()) return List.of();
        return receipt.unitsOf(lot).stream()
                .flatMap(unit -> next(unit, receipt))
                .distinct()
                .filter(shipment -> agree(shipment, receipt, documents))
                .toList();
    }

    private Stream<Shipment> next(String unit, ResolvedEvent receipt) {
        List<Shipment> trips = shipments.of(unit);
        if (trips.stream().anyMatch(trip -> isAwaited(trip, receipt))) return Stream.empty();
        List<ResolvedEvent> departures = trips.stream()
                .map(Shipment::departure)
                .distinct()
                .filter(departure -> !departure.mayPrecede(receipt))
                .sorted(Comparator.comparingInt(ResolvedEvent::order))
                .limit(2)
                .toList();
        if (departures.isEmpty() || !isSoonAfter(departures.get(0), receipt)) return Stream.empty();
        Optional<ResolvedEvent> again = departures.stream().skip(1).findFirst();
        return trips.stream()
                .filter(trip -> trip.departure().equals(departures.get(0)))
                .filter(trip -> trip.isOpen() && leadsTo(trip, receipt))
                .filter(trip -> history.receiptsOf(unit).stream()
                        .filter(other -> receipt.isBefore(other))
                        .filter(other -> again.isEmpty() || other.isBefore(again.get()))
                        .noneMatch(other -> takes(other, trip, receipt)));
    }

    private static boolean isAwaited(Shipment trip, ResolvedEvent receipt) {
        return trip.isOpen() && trip.departure().mayPrecede(receipt) && mayArriveAt(trip, receipt);
    }

    private static boolean mayArriveAt(Shipment trip, ResolvedEvent receipt) {
        return !trip.hasDestinationPlace() || trip.isFor(receipt.lotEvent().receivedAt());
    }

    /** Goods that are received may leave the place again, to a destination that nobody names. */
    private static boolean leadsTo(Shipment trip, ResolvedEvent receipt) {
        Set<String> from = trip.departure().lotEvent().shippedFrom();
        return mayArriveAt(trip, receipt)
                && Collections.disjoint(from, receipt.lotEvent().receivedAt())
                && (trip.hasDestinationPlace() || !from.isEmpty());
    }

    /** Whether the later receipt is after the shipment, or nearer to it. */
    private boolean takes(ResolvedEvent later, Shipment trip, ResolvedEvent receipt) {
        boolean isOfLot = later.subjects().contains(lot);
        if (!mayArriveAt(trip, later)
                || (isOfLot && amounts.apply(later).findAny().isEmpty())) return false;
        return trip.departure().mayPrecede(later) || isOfKind(later, receipt);
    }

    /** Receipts of two kinds may record one arrival, and its first record takes the shipment. */
    private static boolean isOfKind(ResolvedEvent later, ResolvedEvent receipt) {
        return RecordedMovements.kind(later.lotEvent()).equals(RecordedMovements.kind(receipt.lotEvent()));
    }

    private static boolean agree(Shipment trip, ResolvedEvent receipt, MovementDocuments documents) {
        return trip.mayBeFrom(receipt.lotEvent().sources())
                && !trip.documents().contradict(documents)
                && (trip.hasDestinationPlace()
                        || trip.destination().agrees(receipt.lotEvent().destinations()));
    }
}
