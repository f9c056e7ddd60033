package io.lotledger.projections.cte.model;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Key contact information for the physical location of the food (21 CFR 1.1310, "Location description"). {@code street}
 * may be geographic coordinates; {@code gln} identifies the place here and is not a key data element, nor is {@code uri}, our
 * own of a place that a partner only describes.
 */
public record LocationDescription(
        @Nullable String uri,
        @Nullable String gln,
        Kde businessName,
        Kde phone,
        Kde street,
        Kde city,
        Kde state,
        Kde zip,
        Kde country) {

    /** Describes a place by what its GLN, if it has one, stands for. */
    public LocationDescription(
            @Nullable String gln, Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {
        this(null, gln, businessName, phone, street, city, state, zip, country);
    }

    /** Describes a place without a known GLN. */
    public LocationDescription(Kde businessName, Kde phone, Kde street, Kde city, Kde state, Kde zip, Kde country) {
        this(null, null, businessName, phone, street, city, state, zip, country);
    }

    /** Whether an event names the place, by an identifier or in words. */
    public boolean isIdentified() {
        return uri != null || businessName instanceof Kde.Known;
    }

    /** The address in one line; empty if nothing of it is known. */
    public String address() {
        return Stream.of(street, city, state, zip, country)
                .flatMap(part -> part instanceof Kde.Known known ? Stream.of(known.text()) : Stream.empty())
                .collect(Collectors.joining(", "));
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
