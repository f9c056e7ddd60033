package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;

/** Rows of FDA's last three tabs, which only {@code lotledger:cte} asks for. */
final class PurchaseRows {
    private final Places places;
    private final Products products;

    PurchaseRows(Places places, Products products) {
        this.places = places;
        this.products = products;
    }

    CriticalTrackingEvent farmPurchase(Happening at, LotKey lot, String reason) {
        return new CriticalTrackingEvent.FarmPurchase(
                Bases.of(at, lot, reason), products.name(lot), source(at.event()));
    }

    CriticalTrackingEvent adHocPurchase(Happening at, LotKey lot, String reason) {
        return new CriticalTrackingEvent.AdHocPurchase(
                Bases.of(at, lot, reason), products.name(lot), CivilDate.of(at.event()), source(at.event()));
    }

    CriticalTrackingEvent farmToSchool(Happening at, LotKey lot, String reason) {
        return new CriticalTrackingEvent.FarmToSchool(
                Bases.of(at, lot, reason), products.name(lot), source(at.event()));
    }

    private LocationDescription source(EpcisEvent event) {
        return places.describe(Endpoints.previousSource(event));
    }
}
