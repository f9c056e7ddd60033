package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.LotKey;
import java.util.Optional;

/** Rows of the tabs Shipping, Receiving and Receiving From Exempt: one per lot and unit of measure of a shipment or receipt. */
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

    CriticalTrackingEvent shipping(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Shipping(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                places.describe(Endpoints.recipient(event)),
                places.describe(Endpoints.shippedFrom(event)),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                Documents.of(event.fields().bizTransactionList()));
    }

    CriticalTrackingEvent receiving(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.Receiving(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                places.describe(previousSource(lot, at)),
                places.describe(Endpoints.receivedAt(event)),
                CivilDate.of(event),
                codes.source(lot, at),
                codes.reference(lot, at),
                Documents.of(event.fields().bizTransactionList()));
    }

    CriticalTrackingEvent receivingExempt(Happening at, LotAmount amount, String reason) {
        LotKey lot = amount.lot();
        EpcisEvent event = at.event();
        return new CriticalTrackingEvent.ReceivingExempt(
                Bases.of(at, lot, reason),
                codes.code(lot, at),
                Amounts.of(amount),
                products.describe(lot),
                places.describe(previousSource(lot, at)),
                places.describe(Endpoints.receivedAt(event)),
                codes.reference(lot, at),
                CivilDate.of(event),
                Documents.of(event.fields().bizTransactionList()));
    }

    private Optional<String> previousSource(LotKey lot, Happening receipt) {
        return Endpoints.previousSource(receipt.event())
                .or(() -> movements
                        .shipmentOf(lot, receipt)
                        .flatMap(shipment -> Endpoints.shippedFrom(shipment.event())));
    }
}
