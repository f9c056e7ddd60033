package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.VoidedShipments;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Where lots went: recipients and consignees of their shipments, and where they were received. */
final class Destinations {
    private final Set<String> shipTo = new TreeSet<>();
    private final Set<String> organizations = new TreeSet<>();
    private final Set<String> receivedAt = new TreeSet<>();

    void add(Set<LotKey> lots, EventInterpretation interpretation) {
        for (ResolvedEvent resolved : interpretation.history().all()) {
            if (resolved.subjects().stream().noneMatch(lots::contains)) continue;
            EpcisEvent event = resolved.event();
            if (MovementEvents.isReceipt(resolved)) {
                Endpoints.receivedAt(event).forEach(at -> receivedAt.add(Endpoints.placeKey(Optional.of(at))));
            }
            if (MovementEvents.isShipment(resolved)) addShipment(resolved, lots, interpretation);
        }
    }

    private void addShipment(ResolvedEvent shipment, Set<LotKey> lots, EventInterpretation interpretation) {
        VoidedShipments voids = interpretation.voids();
        for (LotKey one : shipment.subjects()) {
            if (!lots.contains(one) || !voids.carries(shipment, one)) continue;
            // a better record of the shipment, such as a transport, says where it went
            ResolvedEvent kept =
                    interpretation.movements().recordedBy(shipment, one).orElse(shipment);
            voids.recipients(kept, one).forEach(to -> shipTo.add(Endpoints.placeKey(Optional.of(to))));
            voids.consignees(kept, one).forEach(party -> organizations.add(Endpoints.placeKey(Optional.of(party))));
        }
    }

    List<String> shipTo() {
        return List.copyOf(shipTo);
    }

    /** Without those that a shipment names. */
    List<String> receivedAt() {
        return receivedAt.stream().filter(place -> !shipTo.contains(place)).toList();
    }

    List<String> organizations() {
        return List.copyOf(organizations);
    }
}
