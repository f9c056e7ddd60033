package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.CanonicalUri;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Gln;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The shipments of one lot by document and by ship-to: a store chain's lot may have ten thousand of them. */
final class LotShipments {
    private static final String UNSTATED = "";

    private final List<Happening> inOrder;
    private final Map<String, List<Happening>> byDocument = new HashMap<>();
    private final Map<String, List<Happening>> byShipTo = new HashMap<>();

    LotShipments(List<Happening> inOrder) {
        this.inOrder = inOrder;
        for (Happening shipment : inOrder) {
            for (String document : Documents.keys(shipment.event())) add(byDocument, document, shipment);
            add(byShipTo, shipTo(shipment), shipment);
        }
    }

    Optional<Happening> answeredBy(Happening receipt) {
        String receivedAt =
                Endpoints.receivedAt(receipt.event()).map(LotShipments::place).orElse(UNSTATED);
        return sharingADocument(receipt, receivedAt).or(() -> {
            if (receivedAt.equals(UNSTATED)) return latest(inOrder, receipt);
            return latest(byShipTo.getOrDefault(receivedAt, List.of()), receipt)
                    .or(() -> latest(byShipTo.getOrDefault(UNSTATED, List.of()), receipt));
        });
    }

    private Optional<Happening> sharingADocument(Happening receipt, String receivedAt) {
        return Documents.keys(receipt.event()).stream()
                .flatMap(document -> Stream.of(receivedAt, UNSTATED)
                        .flatMap(shipTo -> latest(sharing(document, shipTo, receivedAt), receipt).stream()))
                .max(Comparator.comparing((Happening h) ->
                                !shipTo(h).equals(UNSTATED) && shipTo(h).equals(receivedAt))
                        .thenComparing(Happening::order));
    }

    private List<Happening> sharing(String document, String shipTo, String receivedAt) {
        return byDocument.getOrDefault(document, List.of()).stream()
                .filter(h -> receivedAt.equals(UNSTATED) || shipTo(h).equals(shipTo))
                .toList();
    }

    /** The last that is not after the receipt. */
    private static Optional<Happening> latest(List<Happening> inOrder, Happening receipt) {
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

    private static String shipTo(Happening shipment) {
        return Endpoints.recipient(shipment.event()).map(LotShipments::place).orElse(UNSTATED);
    }

    private static String place(String uri) {
        return Gln.of(uri).map(Gln::value).orElseGet(() -> CanonicalUri.of(uri));
    }

    private static void add(Map<String, List<Happening>> index, String key, Happening shipment) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(shipment);
    }
}
