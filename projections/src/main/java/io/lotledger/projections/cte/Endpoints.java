package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.CanonicalUri;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.Gln;
import io.lotledger.ingest.epcis.SourceDestination;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where things were and between whom they went: location URIs as sent. */
final class Endpoints {
    private static final String OWNING_PARTY = "owning_party";

    private Endpoints() {}

    /** Immediate subsequent recipient: the destination's location, else who possesses it there, else who owns it. */
    static Optional<String> recipient(EpcisEvent event) {
        return first(event.fields().destinationList(), "location", "possessing_party", OWNING_PARTY);
    }

    /** Immediate previous source: the source's location, else who possessed it there, else who owned it. */
    static Optional<String> previousSource(EpcisEvent event) {
        return first(event.fields().sourceList(), "location", "possessing_party", OWNING_PARTY);
    }

    /** Who it was sent to: the owner there, else who possesses it, else the place. */
    static Optional<String> consignee(EpcisEvent event) {
        return first(event.fields().destinationList(), OWNING_PARTY, "possessing_party", "location");
    }

    static Optional<String> owner(EpcisEvent event) {
        return first(event.fields().sourceList(), OWNING_PARTY);
    }

    static Optional<String> shippedFrom(EpcisEvent event) {
        return first(event.fields().sourceList(), "location")
                .or(() -> readPoint(event))
                .or(() -> bizLocation(event));
    }

    static Optional<String> receivedAt(EpcisEvent event) {
        return place(event).or(() -> first(event.fields().destinationList(), "location"));
    }

    /** Where it was done: bizLocation, else readPoint. */
    static Optional<String> place(EpcisEvent event) {
        return bizLocation(event).or(() -> readPoint(event));
    }

    /** Where it was harvested: readPoint, else bizLocation; the field is another matter. */
    static Optional<String> farm(EpcisEvent event) {
        return readPoint(event).or(() -> bizLocation(event));
    }

    /** The field, growing area or container: a bizLocation that is not the readPoint; an extension of one GLN is another place. */
    static Optional<String> growingArea(EpcisEvent event) {
        Optional<String> farm = readPoint(event).map(CanonicalUri::of);
        return farm.isEmpty()
                ? Optional.empty()
                : bizLocation(event).filter(area -> !CanonicalUri.of(area).equals(farm.get()));
    }

    /** Whether two location or party URIs mean one place: the same GLN, whatever the extension, or the same URI. */
    static boolean same(String one, String other) {
        if (one.equals(other)) return true;
        Optional<Gln> gln = Gln.of(one);
        return gln.isPresent()
                ? gln.equals(Gln.of(other))
                : CanonicalUri.of(one).equals(CanonicalUri.of(other));
    }

    static boolean same(Optional<String> one, Optional<String> other) {
        return one.isPresent() && other.isPresent() && same(one.get(), other.get());
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

    private static Optional<String> first(List<SourceDestination> ends, String... types) {
        return Stream.of(types)
                .flatMap(type -> ends.stream().filter(end -> end.type().equals(type)))
                .map(SourceDestination::id)
                .findFirst();
    }
}
