package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.cte.SupplyNetwork.Delivery;
import io.lotledger.projections.cte.SupplyNetwork.Relation;
import io.lotledger.projections.cte.SupplyNetwork.Station;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Draws the network of some lots from what their events mean. */
final class SupplyNetworkReading {
    private final Interpretation read;
    private final Map<String, Station> stations = new TreeMap<>();
    private final List<Delivery> deliveries = new ArrayList<>();
    private final Map<At, List<Delivery>> leaving = new HashMap<>();
    private final Map<At, Set<LotKey>> madeThere = new HashMap<>();

    private record At(String place, LotKey lot) {}

    private SupplyNetworkReading(Interpretation read) {
        this.read = read;
    }

    static SupplyNetwork of(Collection<LotKey> lots, Interpretation read) {
        SupplyNetworkReading reading = new SupplyNetworkReading(read);
        lots.forEach(reading::deliveries);
        reading.transformations();
        return new SupplyNetwork(List.copyOf(reading.stations.values()), reading.deliveries, reading.relations());
    }

    private void deliveries(LotKey lot) {
        Consignments consignments = Consignments.of(lot, read);
        for (Consignment one : consignments.all()) {
            Optional<Happening> arrival =
                    one.arrivals().stream().map(Consignment.Arrival::receipt).findFirst();
            Optional<String> to = one.shipTo().or(() -> arrival.flatMap(a -> Endpoints.receivedAt(a.event())));
            add(
                    lot,
                    one.sent(),
                    Endpoints.shippedFrom(one.departure().event()),
                    to,
                    one.departure().event(),
                    arrival.map(Happening::event).orElse(null));
        }
        for (Consignment.Arrival one : consignments.unannounced()) {
            EpcisEvent receipt = one.receipt().event();
            add(lot, one.amount(), Endpoints.previousSource(receipt), Endpoints.receivedAt(receipt), null, receipt);
        }
    }

    private void add(
            LotKey lot,
            LotAmount amount,
            Optional<String> from,
            Optional<String> to,
            @Nullable EpcisEvent departure,
            @Nullable EpcisEvent arrival) {
        EpcisEvent told = departure != null ? departure : arrival;
        if (told == null) throw new IllegalStateException("a delivery that nobody tells of");
        String id = told.eventID() + " " + lot.printed() + (amount.uom() == null ? "" : " " + amount.uom());
        Delivery delivery = new Delivery(
                id,
                lot,
                read.products().name(lot),
                station(from),
                station(to),
                departure,
                arrival,
                amount.quantity(),
                amount.uom());
        deliveries.add(delivery);
        leaving.computeIfAbsent(new At(delivery.from(), lot), a -> new ArrayList<>())
                .add(delivery);
    }

    private String station(Optional<String> uri) {
        String id = Flows.place(uri);
        stations.computeIfAbsent(id, i -> new Station(i, read.places().describe(uri)));
        return id;
    }

    /** Told by an event of a transformation or, where inputs and outputs came apart, by either. */
    private void transformations() {
        for (MadeLots made : read.transformations().all()) {
            Set<String> places = new LinkedHashSet<>();
            made.events().forEach(e -> places.add(Flows.place(Endpoints.place(e.event()))));
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
        for (Delivery in : deliveries) {
            if (in.to().equals(SupplyNetwork.UNKNOWN)) continue;
            for (LotKey lot : becameThere(in.lot(), in.to())) {
                for (Delivery out : leaving.getOrDefault(new At(in.to(), lot), List.of())) {
                    if (!out.id().equals(in.id()) && !time(out).isBefore(time(in)))
                        relations.add(new Relation(in.id(), out.id()));
                }
            }
        }
        return relations;
    }

    /** The lot and all that was made of it at the place, through any number of steps. */
    private Set<LotKey> becameThere(LotKey lot, String place) {
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

    private static Instant time(Delivery delivery) {
        EpcisEvent event = delivery.departure() != null ? delivery.departure() : delivery.arrival();
        return event == null ? Instant.MIN : event.eventTime();
    }
}
