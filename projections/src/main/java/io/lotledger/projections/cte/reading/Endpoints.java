package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.SourceDestination;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.Gln;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The places of an event and the parties of a movement: location URIs as sent. Source and destination lists are
 * unordered: several of one type are equal, and are returned in place order.
 */
public final class Endpoints {
    /** The key of a place that no event names. */
    public static final String NOWHERE = "unknown";

    private static final String LOCATION = "location";
    private static final String POSSESSING_PARTY = "possessing_party";
    private static final String OWNING_PARTY = "owning_party";

    /** The types of an end, the most exact first. */
    static final List<String> TYPES = List.of(LOCATION, POSSESSING_PARTY, OWNING_PARTY);

    private Endpoints() {}

    /**
     * Immediate subsequent recipients: the destination locations, otherwise the possessing parties, otherwise the
     * owning parties.
     */
    public static List<String> recipients(EpcisEvent event) {
        return all(event.fields().destinationList(), LOCATION, POSSESSING_PARTY, OWNING_PARTY);
    }

    /**
     * Immediate previous sources: the source locations, otherwise the possessing parties, otherwise the owning parties.
     */
    public static List<String> previousSources(EpcisEvent event) {
        return all(event.fields().sourceList(), LOCATION, POSSESSING_PARTY, OWNING_PARTY);
    }

    /**
     * The consignees: the owning parties of the destination, otherwise the possessing parties, otherwise the places.
     */
    public static List<String> consignees(EpcisEvent event) {
        return all(event.fields().destinationList(), OWNING_PARTY, POSSESSING_PARTY, LOCATION);
    }

    public static List<String> owners(EpcisEvent event) {
        return all(event.fields().sourceList(), OWNING_PARTY);
    }

    public static List<String> shippedFrom(EpcisEvent event) {
        List<String> sources = all(event.fields().sourceList(), LOCATION);
        return sources.isEmpty() ? readPlace(event).stream().toList() : sources;
    }

    /** The places among the sources; empty if only parties are named. */
    public static List<String> sourcePlaces(EpcisEvent event) {
        return all(event.fields().sourceList(), LOCATION);
    }

    /** The places among the destinations; empty if only parties are named. */
    public static List<String> destinationPlaces(EpcisEvent event) {
        return all(event.fields().destinationList(), LOCATION);
    }

    /** The keys of the places that a shipment left and of the parties that it names as its source. */
    public static Set<String> shippers(EpcisEvent event) {
        Set<String> shippers = places(shippedFrom(event));
        shippers.addAll(places(all(event.fields().sourceList(), POSSESSING_PARTY)));
        shippers.addAll(places(all(event.fields().sourceList(), OWNING_PARTY)));
        return shippers;
    }

    /** The place whose stock a shipment reduces: with several sources, the place where it was read, if any. */
    public static Optional<String> departedFrom(EpcisEvent event) {
        List<String> from = shippedFrom(event);
        return from.size() == 1 ? Optional.of(from.get(0)) : readPlace(event);
    }

    public static List<String> receivedAt(EpcisEvent event) {
        Optional<String> place = place(event);
        return place.isPresent() ? List.of(place.get()) : all(event.fields().destinationList(), LOCATION);
    }

    /** The place whose stock a receipt increases; empty if it is ambiguous. */
    public static Optional<String> arrivedAt(EpcisEvent event) {
        List<String> at = receivedAt(event);
        return at.size() == 1 ? Optional.of(at.get(0)) : Optional.empty();
    }

    /** The GLN without extension; the URI of a place that has none. */
    public static String placeKey(Optional<String> uri) {
        return uri.map(Endpoints::placeKey).orElse(NOWHERE);
    }

    private static String placeKey(String uri) {
        Optional<Gln> gln = Gln.of(uri);
        return gln.isPresent() ? gln.get().value() : CanonicalUri.of(uri);
    }

    /** The place of the event: bizLocation, otherwise readPoint. */
    public static Optional<String> place(EpcisEvent event) {
        return bizLocation(event).or(() -> readPoint(event));
    }

    /** The place of harvest: readPoint, otherwise bizLocation; the field is separate. */
    public static Optional<String> farm(EpcisEvent event) {
        return readPlace(event);
    }

    /**
     * The field, growing area or container: a bizLocation that differs from the readPoint. Another extension of the
     * same GLN is another place.
     */
    public static Optional<String> growingArea(EpcisEvent event) {
        Optional<String> farm = readPoint(event).map(CanonicalUri::of);
        return farm.isEmpty()
                ? Optional.empty()
                : bizLocation(event).filter(area -> !CanonicalUri.of(area).equals(farm.get()));
    }

    /** Whether two location or party URIs mean one place: the same GLN with any extension, or the same URI. */
    public static boolean same(String one, String other) {
        if (one.equals(other)) return true;
        Optional<Gln> gln = Gln.of(one);
        return gln.isPresent()
                ? gln.equals(Gln.of(other))
                : CanonicalUri.of(one).equals(CanonicalUri.of(other));
    }

    public static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && same(one.get(), other.get());
    }

    /** The places as GLNs without extension, or as URIs. */
    public static Set<String> places(List<String> uris) {
        Set<String> keys = new HashSet<>();
        for (String uri : uris) keys.add(placeKey(uri));
        return keys;
    }

    /** Whether the lists share a place. */
    public static boolean meet(List<String> some, List<String> others) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(other -> same(one, other)));
    }

    /** Whether both places are known and are not the same. */
    public static boolean differ(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && !same(one, other);
    }

    /** Whether the lists may mean the same: one of them is empty, or they share a place. */
    public static boolean agree(List<String> some, List<String> others) {
        return some.isEmpty() || others.isEmpty() || meet(some, others);
    }

    private static Optional<String> readPlace(EpcisEvent event) {
        return readPoint(event).or(() -> bizLocation(event));
    }

    private static Optional<String> readPoint(EpcisEvent event) {
        return text(event.fields().readPoint());
    }

    private static Optional<String> bizLocation(EpcisEvent event) {
        return text(event.fields().bizLocation());
    }

    private static Optional<String> text(@Nullable String uri) {
        return Optional.ofNullable(uri).filter(u -> !u.isBlank());
    }

    /** All ends of the first type that occurs, each place once. */
    static List<String> all(List<SourceDestination> ends, String... types) {
        for (String type : types) {
            List<String> ofType = new ArrayList<>();
            for (SourceDestination end : ends)
                if (end.type().equals(type) && !end.id().isBlank()) ofType.add(end.id());
            if (!ofType.isEmpty()) return ofType.size() == 1 ? List.of(ofType.get(0)) : eachPlaceOnce(ofType);
        }
        return List.of();
    }

    private static List<String> eachPlaceOnce(List<String> uris) {
        SortedMap<String, String> byPlace = new TreeMap<>();
        for (String uri : uris) byPlace.merge(placeKey(uri), uri, (a, b) -> a.compareTo(b) <= 0 ? a : b);
        return List.copyOf(byPlace.values());
    }
}
