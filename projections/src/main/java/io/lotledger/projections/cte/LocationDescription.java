package io.lotledger.projections.cte;

/** Key contact information for the physical location of the food (21 CFR 1.1310, "Location description"). {@code street} may be geographic coordinates. */
public record LocationDescription(Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {

    public static LocationDescription all(Kde kde) {
        return new LocationDescription(kde, kde, kde, kde, kde, kde, kde);
    }

    public static LocationDescription missing() {
        return all(Kde.MISSING);
    }

    public static LocationDescription notApplicable(String reason) {
        return all(Kde.notApplicable(reason));
    }
}
