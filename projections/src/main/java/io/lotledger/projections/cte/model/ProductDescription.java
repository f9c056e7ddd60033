package io.lotledger.projections.cte.model;

/** Description of the food (21 CFR 1.1310, "Product description"). */
public record ProductDescription(
        Kde productName, Kde brand, Kde commodity, Kde variety, Kde packagingSize, Kde packagingStyle) {

    public static ProductDescription missing() {
        return all(Kde.MISSING);
    }

    public static ProductDescription notApplicable(String reason) {
        return all(Kde.notApplicable(reason));
    }

    private static ProductDescription all(Kde kde) {
        return new ProductDescription(kde, kde, kde, kde, kde, kde);
    }
}
