package io.lotledger.projections.cte.interpret;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.VoidedShipments;
import io.lotledger.projections.cte.model.Basis;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.cte.model.Destination.Named;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.Trace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Where lots went: recipients and consignees of their shipments, and where they were received. The blast radius and whom to
 * call both say this, so that a place is not in one of them alone.
 */
public final class Destinations {
    private final Set<LotKey> lots;
    private final EventInterpretation interpretation;
    private final Map<Movement, Set<String>> records = new LinkedHashMap<>();
    private final Set<String> organizations = new TreeSet<>();

    /**
     * @param kept the event that says best how the lot moved
     * @param place its URI
     */
    private record Movement(Named named, LotKey lot, ResolvedEvent kept, String place) {}

    private Destinations(Set<LotKey> lots, EventInterpretation interpretation) {
        this.lots = lots;
        this.interpretation = interpretation;
    }

    /** Of the lots of the trace. */
    public static Destinations of(Trace trace, EventInterpretation interpretation) {
        Set<LotKey> lots = trace.nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
        Destinations found = new Destinations(lots, interpretation);
        for (ResolvedEvent resolved : interpretation.history().of(lots)) {
            boolean receives = MovementEvents.isReceipt(resolved);
            boolean ships = MovementEvents.isShipment(resolved);
            if (!receives && !ships) continue;
            for (LotKey lot : found.moved(resolved.subjects())) {
                if (receives) found.addReceipt(resolved, lot);
                if (ships) found.addShipment(resolved, lot);
            }
        }
        return found;
    }

    /** A single lot is looked up among the many that an event may name. */
    private List<LotKey> moved(Set<LotKey> subjects) {
        return lots.size() == 1
                ? lots.stream().filter(subjects::contains).toList()
                : subjects.stream().filter(lots::contains).toList();
    }

    private void addReceipt(ResolvedEvent receipt, LotKey lot) {
        for (String at : Endpoints.receivedAt(receipt.event())) add(Named.BY_RECEIPT, lot, receipt, at);
    }

    private void addShipment(ResolvedEvent shipment, LotKey lot) {
        VoidedShipments voids = interpretation.voids();
        if (!voids.carries(shipment, lot)) return;
        ResolvedEvent kept = kept(shipment, lot);
        voids.recipients(kept, lot).forEach(to -> add(Named.BY_SHIPMENT, lot, shipment, to));
        voids.consignees(kept, lot).forEach(party -> organizations.add(Endpoints.placeKey(Optional.of(party))));
    }

    private void add(Named named, LotKey lot, ResolvedEvent movement, String place) {
        ResolvedEvent kept = kept(movement, lot);
        Set<String> told = records.computeIfAbsent(new Movement(named, lot, kept, place), m -> new LinkedHashSet<>());
        told.add(kept.event().eventID());
        told.add(movement.event().eventID());
    }

    /** A better record of the movement, such as a transport, says where it went and how much it was. */
    private ResolvedEvent kept(ResolvedEvent movement, LotKey lot) {
        return interpretation.movements().recordedBy(movement, lot).orElse(movement);
    }

    /** In event order. */
    public List<Destination> all() {
        List<Destination> all = new ArrayList<>();
        records.forEach((movement, told) -> all.add(new Destination(
                movement.named(),
                interpretation.places().describe(movement.place()),
                quantities(movement),
                basis(movement),
                told)));
        return all;
    }

    private List<Quantity> quantities(Movement movement) {
        List<Quantity> known = interpretation.classifier().amounts(movement.kept(), movement.lot()).stream()
                .map(QuantityText::of)
                .toList();
        return known.isEmpty() ? List.of(QuantityText.missing()) : known;
    }

    private static Basis basis(Movement movement) {
        EpcisEvent event = movement.kept().event();
        return new Basis(
                event.eventID(),
                event.eventTime(),
                event.fields().eventTimeZoneOffset(),
                movement.lot(),
                movement.named() == Named.BY_SHIPMENT ? "a shipment names the place" : "received at the place");
    }

    /** GLNs, or URIs of places without one, that shipments name as recipients. */
    public Set<String> shipTo() {
        return keys(Named.BY_SHIPMENT);
    }

    /** GLNs, or URIs of places without one, that received one of the lots, also where a shipment names them. */
    public Set<String> receivedAt() {
        return keys(Named.BY_RECEIPT);
    }

    private Set<String> keys(Named named) {
        Set<String> keys = new TreeSet<>();
        for (Movement movement : records.keySet())
            if (movement.named() == named) keys.add(Endpoints.placeKey(Optional.of(movement.place())));
        return keys;
    }

    /** GLNs, or URIs of parties without one, to which the shipments were consigned. */
    public List<String> organizations() {
        return List.copyOf(organizations);
    }
}
