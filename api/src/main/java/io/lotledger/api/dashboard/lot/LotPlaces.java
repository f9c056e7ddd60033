package io.lotledger.api.dashboard.lot;

import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.masterdata.MasterData;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names and addresses of places, as known at the page's log position. */
record LotPlaces(MasterData masterData) {

    /**
     * The name of a place.
     *
     * @param place its GLN or URI
     */
    String name(String place) {
        return masterData
                .location(uri(place))
                .first(DescribedColumn.BUSINESS_NAME)
                .orElseGet(() -> isGln(place)
                        ? "GLN " + place
                        : Gln.of(place).map(gln -> "GLN " + gln.value()).orElse(place));
    }

    String name(Optional<String> place) {
        return place.map(this::name).orElse("Place not stated");
    }

    static String uri(String place) {
        return isGln(place) ? "https://id.gs1.org/414/" + place : place;
    }

    private static boolean isGln(String place) {
        return place.matches("\\d{13}");
    }

    /** The GLN, our own URI, or the name and street of a place without one. */
    static String key(LocationDescription place) {
        String gln = place.gln();
        String uri = place.uri();
        if (gln != null) return gln;
        return uri == null ? text(place.businessName()) + ' ' + text(place.street()) : uri;
    }

    static String heading(LocationDescription place) {
        String name = text(place.businessName());
        return name.isEmpty() ? "Place without a name" : name;
    }

    static String text(Kde kde) {
        return kde instanceof Kde.Known known ? known.text() : "";
    }

    static @Nullable String known(Kde kde) {
        return kde instanceof Kde.Known known && !kde.isGap() ? known.text() : null;
    }

    /** "401 Abbott Street, Salinas, CA 93901, US"; empty if nothing is known. */
    static String address(LocationDescription place) {
        String region = Stream.of(place.state(), place.zip())
                .map(LotPlaces::text)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(" "));
        return Stream.of(text(place.street()), text(place.city()), region, text(place.country()))
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
    }
}
