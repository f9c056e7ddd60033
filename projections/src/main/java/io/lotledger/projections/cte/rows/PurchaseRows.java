package io.lotledger.projections.cte.rows;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.Quantity;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
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

    List<CriticalTrackingEvent> farmPurchase(ResolvedEvent at, LotAmount amount, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm -> new CriticalTrackingEvent.FarmPurchase(
                        RowBasis.of(at, amount.lot(), reason),
                        products.name(amount.lot()),
                        farm,
                        quantity(amount),
                        receivedAt(at)))
                .toList();
    }

    List<CriticalTrackingEvent> adHocPurchase(ResolvedEvent at, LotAmount amount, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(place -> new CriticalTrackingEvent.AdHocPurchase(
                        RowBasis.of(at, amount.lot(), reason),
                        products.name(amount.lot()),
                        CivilDate.of(at.event()),
                        place,
                        quantity(amount),
                        receivedAt(at)))
                .toList();
    }

    List<CriticalTrackingEvent> farmToSchool(ResolvedEvent at, LotAmount amount, String reason) {
        return sources(at)
                .<CriticalTrackingEvent>map(farm -> new CriticalTrackingEvent.FarmToSchool(
                        RowBasis.of(at, amount.lot(), reason),
                        products.name(amount.lot()),
                        farm,
                        quantity(amount),
                        receivedAt(at)))
                .toList();
    }

    /** The rule requires no quantity of a purchase. */
    private static Quantity quantity(LotAmount amount) {
        return amount.quantity() == null ? QuantityText.notApplicable("") : QuantityText.of(amount);
    }

    private LocationDescription receivedAt(ResolvedEvent at) {
        return places.describe(Endpoints.receivedAt(at.event()).stream().findFirst());
    }

    private Stream<LocationDescription> sources(ResolvedEvent at) {
        return places.describeEach(Endpoints.previousSources(at.event())).stream();
    }
}
