package io.lotledger.projections.cte.classify;

import io.lotledger.projections.cte.reading.MovementDocuments;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The shipments of one lot by the places to which they go, and by document: a store chain's lot may have ten thousand
 * shipments, each to its own place or with its own document.
 */
final class ShipmentIndex {
    private static final String UNSTATED = "";

    private final List<Shipment> all = new ArrayList<>();
    private final Map<String, List<Shipment>> byShipTo = new HashMap<>();
    private final Map<List<String>, List<Shipment>> byDocument = new HashMap<>();
    private final Map<String, List<Shipment>> anywhereByDocument = new HashMap<>();
    private final Map<String, List<Shipment>> byUnit = new HashMap<>();

    void add(Shipment shipment) {
        all.add(shipment);
        Set<String> places = shipment.hasDestinationPlace() ? shipment.shipToPlaces() : Set.of(UNSTATED);
        for (String place : places) {
            byShipTo.computeIfAbsent(place, p -> new ArrayList<>()).add(shipment);
            for (String document : shipment.documents().names())
                byDocument
                        .computeIfAbsent(List.of(place, document), d -> new ArrayList<>())
                        .add(shipment);
        }
        for (String document : shipment.documents().names())
            anywhereByDocument.computeIfAbsent(document, d -> new ArrayList<>()).add(shipment);
        for (String unit : shipment.units())
            byUnit.computeIfAbsent(unit, u -> new ArrayList<>()).add(shipment);
    }

    /** Those to one of the places, and those that name no place; all if there is no place. */
    Stream<Shipment> to(Set<String> places) {
        if (places.isEmpty()) return all.stream();
        Stream<Shipment> possible = ends(places).flatMap(place -> byShipTo.getOrDefault(place, List.of()).stream());
        return places.size() == 1 ? possible : possible.distinct();
    }

    /** Of these, those that may share one of the documents, in order of departure. */
    Stream<Shipment> sharing(MovementDocuments documents, Set<String> places) {
        Stream<List<Shipment>> found = places.isEmpty()
                ? documents.names().stream().map(name -> anywhereByDocument.getOrDefault(name, List.of()))
                : documents.names().stream()
                        .flatMap(name ->
                                ends(places).map(place -> byDocument.getOrDefault(List.of(place, name), List.of())));
        Set<Shipment> once = new HashSet<>();
        return found.flatMap(List::stream)
                .filter(once::add)
                .sorted(Comparator.comparingInt(shipment -> shipment.departure().order()));
    }

    /** Those of the logistic unit or serial, as they were added. */
    List<Shipment> of(String unit) {
        return byUnit.getOrDefault(unit, List.of());
    }

    private static Stream<String> ends(Set<String> places) {
        return Stream.concat(places.stream(), Stream.of(UNSTATED));
    }
}
