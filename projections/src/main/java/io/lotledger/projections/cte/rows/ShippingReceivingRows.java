package io.lotledger.projections.cte.rows;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.ShipmentsAndReceipts;
import io.lotledger.projections.cte.classify.TraceabilityLotCodes;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.reading.CivilDate;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.cte.reading.QuantityText;
import io.lotledger.projections.cte.reading.ReferenceDocumentReader;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Rows of the tabs Shipping, Receiving and Receiving From Exempt: one per lot and unit of measure of a shipment or
 * receipt. If the event names several recipients, sources or places of one type, each has a row with the quantity
 * repeated.
 */
public final class ShippingReceivingRows {
    private final ShipmentsAndReceipts movements;
    private final TraceabilityLotCodes codes;
    private final LocationDescriptions places;
    private final ProductDescriptions products;

    public ShippingReceivingRows(
            ShipmentsAndReceipts movements,
            TraceabilityLotCodes codes,
            LocationDescriptions places,
            ProductDescriptions products) {
        this.movements = movements;
        this.codes = codes;
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> shipping(ResolvedEvent at, LotAmount amount, String reason) {
        return each(movements.recipients(amount.lot(), at), Endpoints.shippedFrom(at.event()))
                .<CriticalTrackingEvent>map(ends -> shipping(at, amount, reason, ends))
                .toList();
    }

    private CriticalTrackingEvent shipping(ResolvedEvent at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Shipping(
                RowBasis.of(at, lot, reason),
                codes.code(lot, at),
                QuantityText.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                ReferenceDocumentReader.of(movements.documents(lot, at)));
    }

    List<CriticalTrackingEvent> receiving(ResolvedEvent at, LotAmount amount, String reason) {
        List<String> sources = previousSources(amount.lot(), at);
        String because = reason + noteOnSources(sources, at);
        return each(sources, Endpoints.receivedAt(at.event()))
                .<CriticalTrackingEvent>map(ends -> receiving(at, amount, because, ends))
                .toList();
    }

    private CriticalTrackingEvent receiving(ResolvedEvent at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Receiving(
                RowBasis.of(at, lot, reason),
                codes.code(lot, at),
                QuantityText.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                ReferenceDocumentReader.of(movements.documents(lot, at)));
    }

    List<CriticalTrackingEvent> receivingExempt(ResolvedEvent at, LotAmount amount, String reason) {
        List<String> sources = previousSources(amount.lot(), at);
        String because = reason + noteOnSources(sources, at);
        return each(sources, Endpoints.receivedAt(at.event()))
                .<CriticalTrackingEvent>map(ends -> receivingExempt(at, amount, because, ends))
                .toList();
    }

    private CriticalTrackingEvent receivingExempt(ResolvedEvent at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.ReceivingExempt(
                RowBasis.of(at, lot, reason),
                codes.code(lot, at),
                QuantityText.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                codes.reference(lot, at),
                CivilDate.of(event),
                ReferenceDocumentReader.of(movements.documents(lot, at)));
    }

    /** The sources that the receipt names, otherwise the ship-froms of the shipments that it matches. */
    private List<String> previousSources(LotKey lot, ResolvedEvent receipt) {
        List<String> own = Endpoints.previousSources(receipt.event());
        if (!own.isEmpty()) return own;
        Map<String, String> byPlace = new LinkedHashMap<>();
        for (ResolvedEvent departure : movements.reconciliation(lot).departuresOf(receipt)) {
            for (String from : Endpoints.shippedFrom(departure.event())) {
                byPlace.putIfAbsent(Endpoints.placeKey(Optional.of(from)), from);
            }
        }
        return List.copyOf(byPlace.values());
    }

    private static String noteOnSources(List<String> sources, ResolvedEvent receipt) {
        return sources.size() < 2 || !Endpoints.previousSources(receipt.event()).isEmpty()
                ? ""
                : "; ambiguous: it matches shipments from " + sources.size()
                        + " places; each has a row with the whole quantity";
    }

    /** @param near the place that keeps the record */
    private record Ends(LocationDescription far, LocationDescription near) {}

    private Stream<Ends> each(List<String> far, List<String> near) {
        return places.describeEach(far).stream()
                .flatMap(there -> places.describeEach(near).stream().map(here -> new Ends(there, here)));
    }
}
