package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.EventClassifier;
import io.lotledger.projections.cte.classify.LotCreationEvents;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The path of goods of a harvest lot, walked back place by place: one lot may take several paths. */
final class GoodsPath {
    private final LotEventHistory history;
    private final LotCreationEvents creations;
    private final EventClassifier classifier;
    private final ShipmentsAndReceipts movements;

    GoodsPath(
            LotEventHistory history,
            LotCreationEvents creations,
            EventClassifier classifier,
            ShipmentsAndReceipts movements) {
        this.history = history;
        this.creations = creations;
        this.classifier = classifier;
        this.movements = movements;
    }

    /**
     * @param isStated whether the path leads to the harvest, or to the first place of a lot without harvest events
     * @param begin the first event known of these goods: the harvest, otherwise their earliest movement
     * @param origin the places where the path begins
     * @param cooling the last cooling on the path
     * @param transport the departure from the origin
     */
    record Path(
            boolean isStated,
            ResolvedEvent begin,
            List<String> origin,
            Optional<ResolvedEvent> harvest,
            Optional<ResolvedEvent> cooling,
            Optional<ResolvedEvent> transport) {}

    /** How the goods came to a place. */
    private record Arrival(ResolvedEvent event, List<String> from, Optional<ResolvedEvent> departure) {
        ResolvedEvent left() {
            return departure.orElse(event);
        }
    }

    /**
     * The path of the goods that were at the place at an event.
     *
     * @param receipt their receipt at the place; otherwise the last one before the event is taken
     */
    Path to(LotKey lot, Optional<String> place, Optional<ResolvedEvent> receipt, ResolvedEvent at) {
        List<String> here = place.stream().toList();
        ResolvedEvent left = at;
        Optional<ResolvedEvent> received = receipt;
        Optional<ResolvedEvent> cooling = Optional.empty();
        Optional<ResolvedEvent> transport = Optional.empty();
        boolean cooledHere = false;
        Set<String> seen = new HashSet<>();
        while (seen.addAll(Endpoints.places(here))) {
            Optional<ResolvedEvent> cooled = coolingAt(lot, here, left);
            cooledHere = cooled.isPresent();
            cooling = cooling.or(() -> cooled);
            Optional<ResolvedEvent> harvest = harvestAt(lot, here, received.orElse(left));
            if (harvest.isPresent()) {
                List<String> farm =
                        Endpoints.farm(harvest.get().event()).stream().toList();
                return new Path(true, harvest.get(), farm, harvest, cooling, transport);
            }
            Optional<Arrival> arrival = arrival(lot, here, received, left);
            if (arrival.isEmpty()) break;
            left = arrival.get().left();
            transport = arrival.get().departure();
            here = arrival.get().from();
            received = Optional.empty();
        }
        boolean isStated = !here.isEmpty()
                && !left.equals(at)
                && !cooledHere
                && creations.of(lot, CteKind.HARVESTING).findAny().isEmpty();
        return new Path(isStated, received.orElse(left), here, Optional.empty(), cooling, transport);
    }

    private Stream<ResolvedEvent> receiptsAt(LotKey lot, List<String> places, ResolvedEvent at) {
        return movements
                .receipts(lot)
                .filter(h -> h.mayPrecedeByDate(at))
                .filter(h -> Endpoints.meet(Endpoints.receivedAt(h.event()), places));
    }

    private Optional<ResolvedEvent> coolingAt(LotKey lot, List<String> places, ResolvedEvent left) {
        return last(history.of(lot).stream()
                .filter(h -> h.order() == left.order() || h.mayPrecedeByDate(left))
                .filter(h -> classifier.of(h, lot).is(CteKind.COOLING))
                .filter(h -> Endpoints.agree(Endpoints.place(h.event()).stream().toList(), places)));
    }

    private Optional<ResolvedEvent> harvestAt(LotKey lot, List<String> places, ResolvedEvent left) {
        return last(creations
                .of(lot, CteKind.HARVESTING)
                .filter(h -> h.mayPrecedeByDate(left))
                .filter(h -> Endpoints.meet(Endpoints.farm(h.event()).stream().toList(), places)));
    }

    /** The last arrival before the goods left; empty if nothing states where they came from. */
    private Optional<Arrival> arrival(
            LotKey lot, List<String> places, Optional<ResolvedEvent> known, ResolvedEvent left) {
        Optional<ResolvedEvent> receipt = known.or(() -> last(receiptsAt(lot, places, left)));
        List<String> sources =
                receipt.map(r -> Endpoints.previousSources(r.event())).orElse(List.of());
        Optional<ResolvedEvent> departure = last(movements
                .departures(lot)
                .filter(h -> h.mayPrecedeByDate(receipt.orElse(left)))
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

    static Optional<ResolvedEvent> last(Stream<ResolvedEvent> inOrder) {
        return inOrder.reduce((earlier, later) -> later);
    }
}
