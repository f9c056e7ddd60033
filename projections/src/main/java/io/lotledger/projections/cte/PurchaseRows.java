package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.stream.Stream;

/** Rows of FDA's last three tabs, which only {@code lotledger:cte} asks for. */
final class PurchaseRows {
    private final Places places;
    private final Products products;

    PurchaseRows(Places places, Products products) {
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> farmPurchase(Happening at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm ->
                        new CriticalTrackingEvent.FarmPurchase(Bases.of(at, lot, reason), products.name(lot), farm))
                .toList();
    }

    List<CriticalTrackingEvent> adHocPurchase(Happening at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(place -> new CriticalTrackingEvent.AdHocPurchase(
                        Bases.of(at, lot, reason), products.name(lot), CivilDate.of(at.event()), place))
                .toList();
    }

    List<CriticalTrackingEvent> farmToSchool(Happening at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm ->
                        new CriticalTrackingEvent.FarmToSchool(Bases.of(at, lot, reason), products.name(lot), farm))
                .toList();
    }

    private Stream<LocationDescription> sources(Happening at) {
        return places.describeEach(Endpoints.previousSources(at.event())).stream();
    }
}
