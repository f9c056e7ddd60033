package io.lotledger.projections.cte.model;

/** Description of the food (21 CFR 1.1310, "Product description"). */
public record ProductDescription(
        Kde productName, Kde brand, Kde commodity, Kde variety, Kde packagingSize, Kde packagingStyle) {

    public static ProductDescription notApplicable(String reason) {
        Kde kde = Kde.notApplicable(reason);
        return new ProductDescription(kde, kde, kde, kde, kde, kde);
    }
}
