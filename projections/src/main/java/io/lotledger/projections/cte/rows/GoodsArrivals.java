package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** How goods of a harvest lot came to a place, by their receipts there and the departures that match them. */
final class GoodsArrivals {
    private final ShipmentsAndReceipts movements;

    GoodsArrivals(ShipmentsAndReceipts movements) {
        this.movements = movements;
    }

    /** @param event the receipt, otherwise the departure */
    record Arrival(ResolvedEvent event, List<String> from, Optional<ResolvedEvent> departure) {
        ResolvedEvent left() {
            return departure.orElse(event);
        }
    }

    /**
     * The last arrival of each source before the goods left, of those since goods last left the place.
     *
     * @param known the only receipt in question; otherwise all count
     * @param earlier further events after which only new goods count
     * @return empty if nothing states where they came from
     */
    List<Arrival> before(
            LotKey lot,
            List<String> places,
            Optional<ResolvedEvent> known,
            ResolvedEvent left,
            List<ResolvedEvent> earlier) {
        List<ResolvedEvent> receipts = known.map(List::of).orElseGet(() -> ofEachSource(lot, places, left, earlier));
        if (receipts.isEmpty())
            return arrival(lot, places, Optional.empty(), left).stream().toList();
        return receipts.stream()
                .flatMap(receipt -> arrival(lot, places, Optional.of(receipt), left).stream())
                .toList();
    }

    /** Where the goods of a receipt or departure came from. */
    List<String> sources(LotKey lot, ResolvedEvent movement) {
        if (!MovementEvents.isReceipt(movement)) return Endpoints.shippedFrom(movement.event());
        return arrival(lot, Endpoints.receivedAt(movement.event()), Optional.of(movement), movement)
                .map(Arrival::from)
                .orElse(List.of());
    }

    private List<ResolvedEvent> ofEachSource(
            LotKey lot, List<String> places, ResolvedEvent left, List<ResolvedEvent> earlier) {
        List<ResolvedEvent> receipts = movements
                .receipts(lot)
                .filter(h -> h.mayPrecede(left))
                .filter(h -> Endpoints.meet(Endpoints.receivedAt(h.event()), places))
                .toList();
        if (receipts.size() < 2) return receipts;
        ResolvedEvent latest = receipts.get(receipts.size() - 1);
        Optional<ResolvedEvent> emptied = Stream.concat(leaving(lot, places), earlier.stream())
                .filter(h -> h.order() != left.order() && h.isBefore(latest))
                .max(Comparator.comparingInt(ResolvedEvent::order));
        Map<Set<String>, ResolvedEvent> bySource = new LinkedHashMap<>();
        for (ResolvedEvent receipt : receipts) {
            if (emptied.isPresent() && !emptied.get().isBefore(receipt)) continue;
            bySource.put(Endpoints.places(Endpoints.previousSources(receipt.event())), receipt);
        }
        return List.copyOf(bySource.values());
    }

    private Optional<Arrival> arrival(
            LotKey lot, List<String> places, Optional<ResolvedEvent> receipt, ResolvedEvent left) {
        List<String> sources =
                receipt.map(r -> Endpoints.previousSources(r.event())).orElse(List.of());
        Optional<ResolvedEvent> departure = GoodsPath.last(movements
                .departures(lot)
                .filter(h -> h.mayPrecede(receipt.orElse(left)))
                .filter(h -> leadsTo(h, sources, places)));
        List<String> from = sources.size() > 1
                ? sources
                : departure.map(d -> Endpoints.shippedFrom(d.event())).orElse(sources);
        if (from.isEmpty()) return Optional.empty();
        return receipt.or(() -> departure).map(event -> new Arrival(event, from, departure));
    }

    private static boolean leadsTo(ResolvedEvent departure, List<String> sources, List<String> places) {
        List<String> recipients = Endpoints.recipients(departure.event());
        if (sources.isEmpty()) return Endpoints.meet(recipients, places);
        boolean fromThere =
                Endpoints.places(sources).stream().anyMatch(Endpoints.shippers(departure.event())::contains);
        return fromThere && Endpoints.agree(recipients, places);
    }

    /** Whether it is known where goods went from a place, and none of them went to the other. */
    boolean wentElsewhere(LotKey lot, List<String> from, List<String> to) {
        List<ResolvedEvent> left = leaving(lot, from).toList();
        return !left.isEmpty()
                && !Endpoints.meet(from, to)
                && left.stream().noneMatch(h -> Endpoints.agree(destinations(h), to));
    }

    /** The departures from the places, and the receipts of what came from there. */
    private Stream<ResolvedEvent> leaving(LotKey lot, List<String> places) {
        return Stream.concat(
                movements.departures(lot).filter(h -> Endpoints.meet(Endpoints.shippedFrom(h.event()), places)),
                movements.receipts(lot).filter(h -> Endpoints.meet(Endpoints.previousSources(h.event()), places)));
    }

    private static List<String> destinations(ResolvedEvent movement) {
        return MovementEvents.isReceipt(movement)
                ? Endpoints.receivedAt(movement.event())
                : Endpoints.recipients(movement.event());
    }
}
