package io.lotledger.projections.cte.model;

import org.jspecify.annotations.Nullable;

/** Key contact information for the physical location of the food (21 CFR 1.1310, "Location description"). {@code street} may be geographic coordinates; {@code gln} is ours, to find the place by, and is no key data element. */
public record LocationDescription(
        @Nullable String gln, Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {

    /** Of a place whose GLN nobody told, or of none. */
    public LocationDescription(Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {
        this(null, businessName, phone, street, city, state, zip, country);
    }

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
