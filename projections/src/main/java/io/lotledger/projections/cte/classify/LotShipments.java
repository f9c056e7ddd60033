package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The shipments of one lot by document and by ship-to; a store chain's lot may have ten thousand of them. */
final class LotShipments {
    private static final String UNSTATED = "";

    private final List<ResolvedEvent> inOrder;
    private final Map<String, List<ResolvedEvent>> byDocument = new HashMap<>();
    private final Map<String, List<ResolvedEvent>> byShipTo = new HashMap<>();
    private final Map<Integer, Set<String>> shipTo = new HashMap<>();

    LotShipments(List<ResolvedEvent> inOrder) {
        this.inOrder = inOrder;
        for (ResolvedEvent shipment : inOrder) {
            for (String document : ReferenceDocumentReader.keys(shipment.event())) add(byDocument, document, shipment);
            Set<String> places = Endpoints.places(Endpoints.recipients(shipment.event()));
            shipTo.put(shipment.order(), places.isEmpty() ? Set.of(UNSTATED) : places);
            for (String place : shipTo(shipment)) add(byShipTo, place, shipment);
        }
    }

    Optional<ResolvedEvent> answeredBy(ResolvedEvent receipt) {
        Set<String> receivedAt = Endpoints.places(Endpoints.receivedAt(receipt.event()));
        return sharingADocument(receipt, receivedAt).or(() -> {
            if (receivedAt.isEmpty()) return latest(inOrder, receipt);
            return receivedAt.stream()
                    .flatMap(place -> latest(byShipTo.getOrDefault(place, List.of()), receipt).stream())
                    .max(Comparator.comparing(ResolvedEvent::order))
                    .or(() -> latest(byShipTo.getOrDefault(UNSTATED, List.of()), receipt));
        });
    }

    private Optional<ResolvedEvent> sharingADocument(ResolvedEvent receipt, Set<String> receivedAt) {
        return ReferenceDocumentReader.keys(receipt.event()).stream()
                .flatMap(document -> Stream.concat(receivedAt.stream(), Stream.of(UNSTATED))
                        .flatMap(shipTo -> latest(sharing(document, shipTo, receivedAt), receipt).stream()))
                .max(Comparator.comparing((ResolvedEvent h) -> !Collections.disjoint(shipTo(h), receivedAt))
                        .thenComparing(ResolvedEvent::order));
    }

    private List<ResolvedEvent> sharing(String document, String shipTo, Set<String> receivedAt) {
        return byDocument.getOrDefault(document, List.of()).stream()
                .filter(h -> receivedAt.isEmpty() || shipTo(h).contains(shipTo))
                .toList();
    }

    /** The last shipment that is not after the receipt. */
    private static Optional<ResolvedEvent> latest(List<ResolvedEvent> inOrder, ResolvedEvent receipt) {
        int from = 0;
        int to = inOrder.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (isAfter(inOrder.get(middle).event(), receipt.event())) to = middle;
            else from = middle + 1;
        }
        return from == 0 ? Optional.empty() : Optional.of(inOrder.get(from - 1));
    }

    private static boolean isAfter(EpcisEvent shipment, EpcisEvent receipt) {
        return shipment.eventTime().isAfter(receipt.eventTime());
    }

    /** All ship-to places of a shipment. */
    private Set<String> shipTo(ResolvedEvent shipment) {
        return shipTo.getOrDefault(shipment.order(), Set.of());
    }

    private static void add(Map<String, List<ResolvedEvent>> index, String key, ResolvedEvent shipment) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(shipment);
    }
}
