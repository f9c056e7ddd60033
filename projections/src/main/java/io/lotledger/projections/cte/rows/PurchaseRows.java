package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;
import java.util.stream.Stream;

/** Rows of FDA's last three tabs, which require {@code lotledger:cte}. */
public final class PurchaseRows {
    private final LocationDescriptions places;
    private final ProductDescriptions products;

    public PurchaseRows(LocationDescriptions places, ProductDescriptions products) {
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> farmPurchase(ResolvedEvent at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm ->
                        new CriticalTrackingEvent.FarmPurchase(RowBasis.of(at, lot, reason), products.name(lot), farm))
                .toList();
    }

    List<CriticalTrackingEvent> adHocPurchase(ResolvedEvent at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(place -> new CriticalTrackingEvent.AdHocPurchase(
                        RowBasis.of(at, lot, reason), products.name(lot), CivilDate.of(at.event()), place))
                .toList();
    }

    List<CriticalTrackingEvent> farmToSchool(ResolvedEvent at, LotKey lot, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm ->
                        new CriticalTrackingEvent.FarmToSchool(RowBasis.of(at, lot, reason), products.name(lot), farm))
                .toList();
    }

    private Stream<LocationDescription> sources(ResolvedEvent at) {
        return places.describeEach(Endpoints.previousSources(at.event())).stream();
    }
}
