package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.Gln;
import io.lotledger.ingest.epcis.vocabulary.DescribedColumn;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.masterdata.Attributes;
import io.lotledger.projections.masterdata.MasterData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Location descriptions from master data. A place without master data shows its GLN as the name, and remains a gap. */
public final class LocationDescriptions {
    private static final String OWN = "urn:lotledger:place:";
    private static final Pattern GEO = Pattern.compile(
            "geo:(?<lat>-?\\d+(?:\\.\\d+)?),(?<lon>-?\\d+(?:\\.\\d+)?)(?=[,;]|$)", Pattern.CASE_INSENSITIVE);

    private final MasterData masterData;
    private final Map<String, Attributes> known = new HashMap<>();
    private final Map<String, LocationDescription> described = new HashMap<>();

    public LocationDescriptions(MasterData masterData) {
        this.masterData = masterData;
    }

    public LocationDescription describe(Optional<String> uri) {
        return uri.map(this::describe).orElseGet(LocationDescription::missing);
    }

    /** The descriptions of the places; a single missing description if there are none. */
    public List<LocationDescription> describeEach(List<String> uris) {
        return uris.isEmpty()
                ? List.of(LocationDescription.missing())
                : uris.stream().map(this::describe).toList();
    }

    public LocationDescription describe(String uri) {
        return described.computeIfAbsent(uri, this::read);
    }

    public boolean isDescribed(String uri) {
        return !attributes(uri).isEmpty();
    }

    private LocationDescription read(String uri) {
        Attributes place = attributes(uri);
        return new LocationDescription(
                isOwn(uri) ? uri : null,
                Gln.of(uri).map(Gln::value).orElse(null),
                isPoint(uri) ? Kde.of(attributes(uri).first(DescribedColumn.BUSINESS_NAME)) : name(uri),
                Kde.of(place.first(DescribedColumn.PHONE)),
                Kde.of(place.first(DescribedColumn.STREET)
                        .or(() -> coordinates(place))
                        .or(() -> point(uri))),
                Kde.of(place.first(DescribedColumn.CITY)),
                Kde.of(place.first(DescribedColumn.STATE)),
                Kde.of(place.first(DescribedColumn.POSTAL_CODE)),
                Kde.of(place.first(DescribedColumn.COUNTRY)));
    }

    public Kde name(String uri) {
        return attributes(uri).first(DescribedColumn.BUSINESS_NAME).map(Kde::of).orElseGet(() -> identified(uri));
    }

    /** A place whose identifier we made up for its description has none that anybody knows. */
    private static Kde identified(String uri) {
        return isOwn(uri) ? Kde.MISSING : Kde.onlyIdentified(identifier(uri));
    }

    private static boolean isOwn(String uri) {
        return uri.startsWith(OWN);
    }

    public Kde phone(String uri) {
        return Kde.of(attributes(uri).first(DescribedColumn.PHONE));
    }

    /**
     * The name of a field or container: from the master data of its own URI, otherwise the extension of its GLN,
     * otherwise as of any place. The farm's name is not its field's.
     */
    public Kde growingArea(String uri) {
        Optional<String> extension = DigitalLink.parse(uri).flatMap(link -> Optional.ofNullable(link.get("254")));
        return masterData
                .ownLocation(uri)
                .first(DescribedColumn.BUSINESS_NAME)
                .or(() -> extension)
                .map(Kde::of)
                .orElseGet(() -> name(uri));
    }

    private Attributes attributes(String uri) {
        return known.computeIfAbsent(uri, masterData::location);
    }

    private static String identifier(String uri) {
        return Gln.of(uri).map(gln -> "GLN " + gln.value()).orElse(uri.strip());
    }

    /** Whether the URI is a geographic point (RFC 5870), which has coordinates and no name. */
    private static boolean isPoint(String uri) {
        return GEO.matcher(uri.strip()).lookingAt();
    }

    private static Optional<String> point(String uri) {
        Matcher geo = GEO.matcher(uri.strip());
        return geo.lookingAt() ? Optional.of(geo.group("lat") + ", " + geo.group("lon")) : Optional.empty();
    }

    private static Optional<String> coordinates(Attributes place) {
        return place.first(DescribedColumn.LATITUDE)
                .flatMap(lat -> place.first(DescribedColumn.LONGITUDE).map(lon -> lat + ", " + lon));
    }
}
