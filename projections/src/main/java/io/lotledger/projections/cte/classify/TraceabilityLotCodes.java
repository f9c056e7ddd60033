package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.LotledgerExtension;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The printed traceability lot code, its source, and the source reference: from the event, otherwise from the event
 * that made the lot.
 */
public final class TraceabilityLotCodes {
    /** The domain of links that belong to no particular sender. */
    private static final String GS1 = "id.gs1.org";

    private static final String SEE_REFERENCE = "See Traceability Lot Code Source Reference";

    private final LotEventHistory history;
    private final PackingStage packingStage;
    private final Transformations transformations;
    private final LocationDescriptions places;
    private final Map<LotKey, List<String>> linksAsSent = new HashMap<>();

    public TraceabilityLotCodes(
            LotEventHistory history,
            PackingStage packingStage,
            Transformations transformations,
            LocationDescriptions places) {
        this.history = history;
        this.packingStage = packingStage;
        this.transformations = transformations;
        this.places = places;
    }

    public Kde code(LotKey lot, ResolvedEvent at) {
        return own(lot, at).map(Kde::of).orElseGet(() -> codeOfInput(lot));
    }

    /** The code of an input: a code on the event belongs to its outputs. */
    public Kde codeOfInput(LotKey lot) {
        Optional<ResolvedEvent> made = packingStage.madeBy(lot);
        return Kde.of(made.flatMap(resolved -> own(lot, resolved))
                .or(() -> made.flatMap(resolved -> lotNumber(lot, resolved)))
                .orElse(lot.printed()));
    }

    /** The lot number in the event that made the lot, if its class is not a GS1 key and has no lot itself. */
    private static Optional<String> lotNumber(LotKey lot, ResolvedEvent made) {
        return lot.gtin() == null ? made.event().fields().ilmd().lotNumber() : Optional.empty();
    }

    /** The source of a lot that the event itself created. */
    public LocationDescription assignedHere(EpcisEvent event, Optional<String> place) {
        return places.describe(LotledgerExtension.text(event, "tlcSource").or(() -> place));
    }

    /** Not applicable if only the reference is known; if both are known, both are filled. */
    public LocationDescription source(LotKey lot, ResolvedEvent at) {
        Optional<String> source = sourcePlace(lot, at);
        if (source.isEmpty()
                && referenceText(lot, at)
                        .map(Kde::written)
                        .filter(Kde.Known.class::isInstance)
                        .isPresent()) {
            return LocationDescription.notApplicable(SEE_REFERENCE);
        }
        return places.describe(source);
    }

    /** Missing only if the source is unknown too: one of the two is enough (21 CFR 1.1340(a)(7), 1.1345(a)(7)). */
    public Kde reference(LotKey lot, ResolvedEvent at) {
        return referenceText(lot, at)
                .map(Kde::written)
                .orElseGet(() -> sourcePlace(lot, at).isPresent() ? Kde.notApplicable("") : Kde.MISSING);
    }

    private Optional<String> sourcePlace(LotKey lot, ResolvedEvent at) {
        Optional<ResolvedEvent> made = packingStage.madeBy(lot);
        return LotledgerExtension.text(at.event(), "tlcSource")
                .or(() -> made.flatMap(m -> LotledgerExtension.text(m.event(), "tlcSource")))
                .or(() -> made.flatMap(transformations::placeOf));
    }

    private Optional<String> referenceText(LotKey lot, ResolvedEvent at) {
        Optional<ResolvedEvent> made = packingStage.madeBy(lot);
        return LotledgerExtension.text(at.event(), "tlcSourceReference")
                .or(() -> made.flatMap(m -> LotledgerExtension.text(m.event(), "tlcSourceReference")))
                .or(() -> digitalLink(lot, at, made));
    }

    /**
     * The lot's Digital Link as sent. If the source is unknown, a link under GS1's own domain is only the lot's name:
     * only one under a sender's domain leads to a source.
     */
    private Optional<String> digitalLink(LotKey lot, ResolvedEvent at, Optional<ResolvedEvent> made) {
        boolean anyHost = sourcePlace(lot, at).isPresent();
        Stream<String> near =
                Stream.concat(Stream.of(at), made.stream()).flatMap(resolved -> digitalLinksAsSent(lot, resolved));
        return Stream.concat(near, linksAsSent.computeIfAbsent(lot, this::everyLink).stream())
                .filter(link -> anyHost || !link.regionMatches(true, link.indexOf("//") + 2, GS1, 0, GS1.length()))
                .findFirst();
    }

    private List<String> everyLink(LotKey lot) {
        return history.of(lot).stream()
                .flatMap(resolved -> digitalLinksAsSent(lot, resolved))
                .distinct()
                .toList();
    }

    /** A link without a lot, as of a product whose lot the ilmd says, is the product's. */
    private static Stream<String> digitalLinksAsSent(LotKey lot, ResolvedEvent resolved) {
        return resolved.amounts(lot)
                .flatMap(amount -> Optional.ofNullable(amount.asSent()).stream())
                .filter(uri -> CanonicalUri.startsWith(uri, "http")
                        && DigitalLink.parse(uri)
                                .filter(link -> link.get("10") != null)
                                .isPresent());
    }

    /** A code on an event belongs to the lot if the event is about one lot only. */
    private static Optional<String> own(LotKey lot, ResolvedEvent resolved) {
        return resolved.subjects().equals(Set.of(lot))
                ? LotledgerExtension.text(resolved.event(), "tlc")
                : Optional.empty();
    }
}
