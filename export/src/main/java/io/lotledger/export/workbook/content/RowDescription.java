package io.lotledger.export.workbook.content;

import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.AdHocPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Cooling;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmPurchase;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FarmToSchool;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.FirstLandBasedReceiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Harvesting;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPacking;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.InitialPackingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Receiving;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.ReceivingExempt;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Shipping;
import io.lotledger.projections.cte.model.CriticalTrackingEvent.Transformation;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.ProductDescription;

/**
 * The description of a lot in one row.
 *
 * @param strength 3 where the lot code was assigned, 2 where it was passed on, 1 before it was assigned, 0 without a description
 */
public record RowDescription(
        int strength,
        Kde traceabilityLotCode,
        ProductDescription product,
        LocationDescription source,
        Kde sourceReference) {
    private static final String UNPACKED = "harvest lot: lot code assigned at packing";
    private static final String PURCHASE = "purchase: only the food and its source are recorded";

    public static RowDescription in(CriticalTrackingEvent row) {
        if (row instanceof InitialPacking r)
            return assigned(r.traceabilityLotCode(), r.product(), r.packedAt(), r.sourceReference());
        if (row instanceof InitialPackingExempt r)
            return assigned(r.traceabilityLotCode(), r.product(), r.packedAt(), r.sourceReference());
        if (row instanceof FirstLandBasedReceiving r)
            return assigned(r.traceabilityLotCode(), named(r), r.receiver(), r.sourceReference());
        if (row instanceof ReceivingExempt r)
            return assigned(r.traceabilityLotCode(), r.product(), r.receivedAt(), r.sourceReference());
        // without a new code, the row is of a lot that was used, which it does not describe
        if (row instanceof Transformation r && !r.newLotCode().isGap())
            return assigned(r.newLotCode(), r.newProduct(), r.transformedAt(), r.sourceReference());
        if (row instanceof Shipping r)
            return passedOn(r.traceabilityLotCode(), r.product(), r.source(), r.sourceReference());
        if (row instanceof Receiving r)
            return passedOn(r.traceabilityLotCode(), r.product(), r.source(), r.sourceReference());
        if (row instanceof Harvesting r) return unpacked(r.commodity(), r.variety());
        if (row instanceof Cooling r) return unpacked(r.commodity(), r.variety());
        if (row instanceof FarmPurchase r) return purchased(r, r.food());
        if (row instanceof AdHocPurchase r) return purchased(r, r.product());
        if (row instanceof FarmToSchool r) return purchased(r, r.food());
        return new RowDescription(
                0,
                Kde.MISSING,
                food(Kde.MISSING, Kde.MISSING, Kde.MISSING),
                LocationDescription.missing(),
                Kde.MISSING);
    }

    private static RowDescription assigned(
            Kde code, ProductDescription product, LocationDescription source, Kde reference) {
        return new RowDescription(3, code, product, source, reference);
    }

    private static RowDescription passedOn(
            Kde code, ProductDescription product, LocationDescription source, Kde reference) {
        return new RowDescription(2, code, product, source, reference);
    }

    private static RowDescription unpacked(Kde commodity, Kde variety) {
        Kde none = Kde.notApplicable(UNPACKED);
        return new RowDescription(
                1, none, food(none, commodity, variety), LocationDescription.notApplicable(UNPACKED), none);
    }

    /** The three purchase tabs require no lot code: the lot is named by its class as sent. */
    private static RowDescription purchased(CriticalTrackingEvent row, Kde food) {
        Kde none = Kde.notApplicable(PURCHASE);
        return new RowDescription(
                1,
                Kde.of(row.basis().lot().printed()),
                new ProductDescription(food, none, none, none, none, none),
                LocationDescription.notApplicable(PURCHASE),
                none);
    }

    /** Unpackaged seafood is named by its species. */
    private static ProductDescription named(FirstLandBasedReceiving landing) {
        ProductDescription product = landing.product();
        if (product.productName() instanceof Kde.Known) return product;
        return new ProductDescription(
                landing.species(),
                product.brand(),
                product.commodity(),
                product.variety(),
                product.packagingSize(),
                product.packagingStyle());
    }

    private static ProductDescription food(Kde name, Kde commodity, Kde variety) {
        return new ProductDescription(name, name, commodity, variety, name, name);
    }
}
