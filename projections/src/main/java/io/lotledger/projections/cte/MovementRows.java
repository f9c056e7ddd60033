package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * Rows of the tabs Shipping, Receiving and Receiving From Exempt: one per lot and unit of measure of a shipment or receipt. Where
 * the event names several recipients, sources or places of one type there is a row for each, the quantity repeated.
 */
final class MovementRows {
    private final Movements movements;
    private final TraceabilityLotCodes codes;
    private final Places places;
    private final Products products;

    MovementRows(Movements movements, TraceabilityLotCodes codes, Places places, Products products) {
        this.movements = movements;
        this.codes = codes;
        this.places = places;
        this.products = products;
    }

    List<CriticalTrackingEvent> shipping(Happening at, LotAmount amount, String reason) {
        return each(Endpoints.recipients(at.event()), Endpoints.shippedFrom(at.event()))
                .<CriticalTrackingEvent>map(ends -> shipping(at, amount, reason, ends))
                .toList();
    }

    private CriticalTrackingEvent shipping(Happening at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Shipping(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                Documents.of(event.fields().bizTransactionList()));
    }

    List<CriticalTrackingEvent> receiving(Happening at, LotAmount amount, String reason) {
        return each(previousSources(amount.lot(), at), Endpoints.receivedAt(at.event()))
                .<CriticalTrackingEvent>map(ends -> receiving(at, amount, reason, ends))
                .toList();
    }

    private CriticalTrackingEvent receiving(Happening at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Receiving(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                Documents.of(event.fields().bizTransactionList()));
    }

    List<CriticalTrackingEvent> receivingExempt(Happening at, LotAmount amount, String reason) {
        return each(previousSources(amount.lot(), at), Endpoints.receivedAt(at.event()))
                .<CriticalTrackingEvent>map(ends -> receivingExempt(at, amount, reason, ends))
                .toList();
    }

    private CriticalTrackingEvent receivingExempt(Happening at, LotAmount amount, String reason, Ends ends) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.ReceivingExempt(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                ends.far(),
                ends.near(),
                codes.reference(lot, at),
                CivilDate.of(event),
                Documents.of(event.fields().bizTransactionList()));
    }

    private List<String> previousSources(LotKey lot, Happening receipt) {
        List<String> own = Endpoints.previousSources(receipt.event());
        if (!own.isEmpty()) return own;
        return movements
                .shipmentOf(lot, receipt)
                .map(shipment -> Endpoints.shippedFrom(shipment.event()))
                .orElse(List.of());
    }

    /** @param near where the record is kept */
    private record Ends(LocationDescription far, LocationDescription near) {}

    private Stream<Ends> each(List<String> far, List<String> near) {
        return places.describeEach(far).stream()
                .flatMap(there -> places.describeEach(near).stream().map(here -> new Ends(there, here)));
    }
}
