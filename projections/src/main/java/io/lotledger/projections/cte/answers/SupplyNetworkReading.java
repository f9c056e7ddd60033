package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.answers.SupplyNetwork.Delivery;
import io.lotledger.projections.cte.answers.SupplyNetwork.Relation;
import io.lotledger.projections.cte.answers.SupplyNetwork.Station;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.Shipment;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.lineage.units.EventDates;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Builds the supply network of lots from the interpretation of their events. */
public final class SupplyNetworkReading {
    private final Map<String, Station> stations = new TreeMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<At, List<Delivery>> leaving = new HashMap<>();
    private final Map<At, Set<LotKey>> madeThere = new HashMap<>();

    private record At(String place, LotKey lot) {}

    private SupplyNetworkReading() {}

    public static SupplyNetwork of(TraceWithUnits trace) {
        SupplyNetworkReading reading = new SupplyNetworkReading();
        trace.both().forEach(one -> {
            one.trace().nodes().forEach(node -> reading.deliveries(node.lot().key(), one.interpretation()));
            reading.transformations(one.interpretation());
        });
        return new SupplyNetwork(
                List.copyOf(reading.stations.values()), List.copyOf(reading.deliveries.values()), reading.relations());
    }

    private void deliveries(LotKey lot, EventInterpretation interpretation) {
        ShipmentReconciliation reconciliation = interpretation.movements().reconciliation(lot);
        for (Shipment one : reconciliation.all()) {
            EpcisEvent departure = one.departure().event();
            List<EpcisEvent> arrivals =
                    one.arrivals().stream().map(a -> a.receipt().event()).toList();
            List<String> arrivedAt = arrivals.stream()
                    .limit(1)
                    .flatMap(a -> Endpoints.receivedAt(a).stream())
                    .toList();
            List<String> to = one.hasDestinationPlace() || arrivedAt.isEmpty() ? one.shipTo() : arrivedAt;
            List<String> from = Endpoints.shippedFrom(departure);
            each(
                    from,
                    to,
                    (source, target) -> add(
                            interpretation,
                            lot,
                            one.sent(),
                            source,
                            target,
                            from,
                            to,
                            departure,
                            arrivalAt(target, arrivals)));
        }
        for (Shipment.Arrival one : reconciliation.unmatchedReceipts()) {
            EpcisEvent receipt = one.receipt().event();
            List<String> from = Endpoints.previousSources(receipt);
            List<String> to = Endpoints.receivedAt(receipt);
            each(
                    from,
                    to,
                    (source, target) ->
                            add(interpretation, lot, one.amount(), source, target, from, to, null, receipt));
        }
    }

    /** One delivery for each pair of places, with the whole quantity, because the events do not divide it. */
    private static void each(
            List<String> from, List<String> to, BiConsumer<Optional<String>, Optional<String>> delivery) {
        for (Optional<String> source : orNone(from)) {
            for (Optional<String> target : orNone(to)) delivery.accept(source, target);
        }
    }

    private static List<Optional<String>> orNone(List<String> places) {
        return places.isEmpty()
                ? List.of(Optional.empty())
                : places.stream().map(Optional::of).toList();
    }

    /** The receipt at this destination; each of several recipients has its own. */
    private static @Nullable EpcisEvent arrivalAt(Optional<String> to, List<EpcisEvent> arrivals) {
        return arrivals.stream()
                .filter(a -> to.isEmpty() || Endpoints.agree(Endpoints.receivedAt(a), List.of(to.get())))
                .findFirst()
                .orElse(null);
    }

    private void add(
            EventInterpretation interpretation,
            LotKey lot,
            LotAmount amount,
            Optional<String> from,
            Optional<String> to,
            List<String> sources,
            List<String> targets,
            @Nullable EpcisEvent departure,
            @Nullable EpcisEvent arrival) {
        EpcisEvent known = departure != null ? departure : arrival;
        if (known == null) throw new IllegalStateException("a delivery without departure and arrival");
        String id = known.eventID() + " " + lot.printed() + (amount.uom() == null ? "" : " " + amount.uom())
                + (sources.size() > 1 ? " from " + Endpoints.placeKey(from) : "")
                + (targets.size() > 1 ? " to " + Endpoints.placeKey(to) : "");
        Delivery delivery = new Delivery(
                id,
                lot,
                interpretation.products().name(lot),
                station(from, interpretation),
                station(to, interpretation),
                departure,
                arrival,
                amount.quantity(),
                amount.uom());
        deliveries.putIfAbsent(id, delivery); // what a unit held may be of several makings
        leaving.computeIfAbsent(new At(delivery.from(), lot), a -> new ArrayList<>())
                .add(delivery);
    }

    private String station(Optional<String> uri, EventInterpretation interpretation) {
        String id = Endpoints.placeKey(uri);
        stations.computeIfAbsent(id, i -> new Station(i, interpretation.places().describe(uri)));
        return id;
    }

    /**
     * Records what was made at the places of each transformation; its inputs and outputs may come in separate events.
     */
    private void transformations(EventInterpretation interpretation) {
        for (JoinedTransformation made : interpretation.transformations().all()) {
            Set<String> places = new LinkedHashSet<>();
            made.events().forEach(e -> places.add(Endpoints.placeKey(Endpoints.place(e.event()))));
            for (String place : places) {
                for (LotAmount input : made.inputs()) {
                    Set<LotKey> outputs =
                            madeThere.computeIfAbsent(new At(place, input.lot()), a -> new LinkedHashSet<>());
                    made.outputs().forEach(output -> outputs.add(output.lot()));
                }
            }
        }
    }

    private List<Relation> relations() {
        List<Relation> relations = new ArrayList<>();
        for (Delivery in : deliveries.values()) {
            if (in.to().equals(SupplyNetwork.UNKNOWN)) continue;
            for (LotKey lot : madeFromAt(in.lot(), in.to())) {
                for (Delivery out : leaving.getOrDefault(new At(in.to(), lot), List.of())) {
                    if (!out.id().equals(in.id()) && mayFollow(out, in)) relations.add(new Relation(in.id(), out.id()));
                }
            }
        }
        return relations;
    }

    /** The lot and all lots made from it at the place, through any number of steps. */
    private Set<LotKey> madeFromAt(LotKey lot, String place) {
        Set<LotKey> found = new LinkedHashSet<>(Set.of(lot));
        Deque<LotKey> open = new ArrayDeque<>(found);
        while (!open.isEmpty()) {
            LotKey next = open.pop();
            for (String where : List.of(place, SupplyNetwork.UNKNOWN)) {
                for (LotKey made : madeThere.getOrDefault(new At(where, next), Set.of())) {
                    if (found.add(made)) open.push(made);
                }
            }
        }
        return found;
    }

    private static boolean mayFollow(Delivery out, Delivery in) {
        EpcisEvent first = event(in);
        EpcisEvent second = event(out);
        return first == null || (second != null && EventDates.isNotAfter(first, second));
    }

    private static @Nullable EpcisEvent event(Delivery delivery) {
        return delivery.departure() != null ? delivery.departure() : delivery.arrival();
    }
}
