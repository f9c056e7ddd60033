package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.CanonicalUri;
import io.lotledger.ingest.epcis.identifier.DigitalLink;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.Kde;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.Endpoints;
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

/** The traceability lot code as printed, where it was assigned, and the reference to that place: on the event, else on the event that made the lot. */
public final class TraceabilityLotCodes {
    /** Where links that are no sender's own lead. */
    private static final String GS1 = "id.gs1.org";

    private static final String SEE_REFERENCE = "See Traceability Lot Code Source Reference";

    private final LotEventHistory histories;
    private final PackingStage origins;
    private final LocationDescriptions places;
    private final Map<LotKey, List<String>> linksAsSent = new HashMap<>();

    public TraceabilityLotCodes(LotEventHistory histories, PackingStage origins, LocationDescriptions places) {
        this.histories = histories;
        this.origins = origins;
        this.places = places;
    }

    public Kde code(LotKey lot, ResolvedEvent at) {
        return own(lot, at).map(Kde::of).orElseGet(() -> codeOfInput(lot));
    }

    /** Of a lot that went into something else: what the event says of a code is of its outputs. */
    public Kde codeOfInput(LotKey lot) {
        Optional<ResolvedEvent> made = origins.madeBy(lot);
        return Kde.of(made.flatMap(happening -> own(lot, happening))
                .or(() -> made.flatMap(happening -> lotNumber(lot, happening)))
                .orElse(lot.printed()));
    }

    /** What the event that made the lot calls it, where its class is no GS1 key and shows no lot itself. */
    private static Optional<String> lotNumber(LotKey lot, ResolvedEvent made) {
        return lot.gtin() == null ? made.event().fields().ilmd().lotNumber() : Optional.empty();
    }

    /** Where a lot was begun by the event itself. */
    public LocationDescription assignedHere(EpcisEvent event, Optional<String> place) {
        return places.describe(LotledgerExtension.text(event, "tlcSource").or(() -> place));
    }

    /** Not applicable where only the reference is known; both are filled when both are. */
    public LocationDescription source(LotKey lot, ResolvedEvent at) {
        Optional<String> source = sourcePlace(lot, at);
        if (source.isEmpty() && referenceText(lot, at).isPresent()) {
            return LocationDescription.notApplicable(SEE_REFERENCE);
        }
        return places.describe(source);
    }

    /** Missing only where the source is not known either: one of the two is enough (21 CFR 1.1340(a)(7), 1.1345(a)(7)). */
    public Kde reference(LotKey lot, ResolvedEvent at) {
        return referenceText(lot, at)
                .map(Kde::of)
                .orElseGet(() -> sourcePlace(lot, at).isPresent() ? Kde.notApplicable("") : Kde.MISSING);
    }

    private Optional<String> sourcePlace(LotKey lot, ResolvedEvent at) {
        Optional<EpcisEvent> made = origins.madeBy(lot).map(ResolvedEvent::event);
        return LotledgerExtension.text(at.event(), "tlcSource")
                .or(() -> made.flatMap(event -> LotledgerExtension.text(event, "tlcSource")))
                .or(() -> made.flatMap(Endpoints::place));
    }

    private Optional<String> referenceText(LotKey lot, ResolvedEvent at) {
        Optional<ResolvedEvent> made = origins.madeBy(lot);
        return LotledgerExtension.text(at.event(), "tlcSourceReference")
                .or(() -> made.flatMap(m -> LotledgerExtension.text(m.event(), "tlcSourceReference")))
                .or(() -> digitalLink(lot, at, made));
    }

    /**
     * The lot's Digital Link as somebody sent it. Of a lot whose source is not known, a link under GS1's own domain is no more
     * than the lot's name: only one under a sender's domain leads to a source.
     */
    private Optional<String> digitalLink(LotKey lot, ResolvedEvent at, Optional<ResolvedEvent> made) {
        boolean anyHost = sourcePlace(lot, at).isPresent();
        Stream<String> near =
                Stream.concat(Stream.of(at), made.stream()).flatMap(happening -> digitalLinksAsSent(lot, happening));
        return Stream.concat(near, linksAsSent.computeIfAbsent(lot, this::everyLink).stream())
                .filter(link -> anyHost || !link.regionMatches(true, link.indexOf("//") + 2, GS1, 0, GS1.length()))
                .findFirst();
    }

    private List<String> everyLink(LotKey lot) {
        return histories.of(lot).stream()
                .flatMap(happening -> digitalLinksAsSent(lot, happening))
                .distinct()
                .toList();
    }

    private static Stream<String> digitalLinksAsSent(LotKey lot, ResolvedEvent happening) {
        return happening
                .amounts(lot)
                .flatMap(amount -> Optional.ofNullable(amount.asSent()).stream())
                .filter(uri -> CanonicalUri.startsWith(uri, "http")
                        && DigitalLink.parse(uri).isPresent());
    }

    /** A code on an event belongs to its lot when it is about one lot only. */
    private static Optional<String> own(LotKey lot, ResolvedEvent happening) {
        return happening.subjects().equals(Set.of(lot))
                ? LotledgerExtension.text(happening.event(), "tlc")
                : Optional.empty();
    }
}
