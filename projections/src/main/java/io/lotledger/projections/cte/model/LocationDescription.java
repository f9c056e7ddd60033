package io.lotledger.projections.cte.model;

import org.jspecify.annotations.Nullable;

/**
 * Key contact information for the physical location of the food (21 CFR 1.1310, "Location description"). {@code street}
 * may be geographic coordinates; {@code gln} identifies the place here and is not a key data element.
 */
public record LocationDescription(
        @Nullable String gln, Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {

    /** Describes a place without a known GLN. */
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
