package io.lotledger.projections.cte.records;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.BizStep;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.lineage.units.EventDates;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/** What receipts tell of the shipments that a void may mean: what arrived was not taken back after it had left. */
public final class Arrivals {
    private final List<LotEvent> movements;
    private final EventLotReader eventLots;

    /** @param movements in event order, receipts and voids among them */
    public Arrivals(List<LotEvent> movements, EventLotReader eventLots) {
        this.movements = movements;
        this.eventLots = eventLots;
    }

    public Predicate<LotEvent> of(String unit) {
        return event -> eventLots.units(event.event()).contains(unit);
    }

    public static Predicate<LotEvent> of(LotKey lot) {
        return event -> !event.objects(lot).isEmpty();
    }

    /** Whether a destination of the shipment received the goods, and not before it. */
    public boolean isReceived(LotEvent shipment, Predicate<LotEvent> goods) {
        return movements.stream()
                .filter(MovementEvents::isReceipt)
                .filter(goods)
                .filter(receipt -> EventDates.isNotAfter(shipment.event(), receipt.event()))
                .anyMatch(
                        receipt -> !Collections.disjoint(shipment.destinations().all(), receipt.receivedAt()));
    }

    public boolean isReceivedBetween(LotEvent earlier, LotEvent later, Predicate<LotEvent> goods) {
        return movements.subList(movements.indexOf(earlier), movements.indexOf(later)).stream()
                .anyMatch(goods.and(MovementEvents::isReceipt));
    }

    /** Whether the record follows another, and the next movement of the goods is their receipt. */
    public boolean isNext(LotEvent first, LotEvent record, Predicate<LotEvent> goods) {
        int left = movements.indexOf(record);
        if (left <= movements.indexOf(first)) return false;
        return movements.stream()
                .skip(left + 1L)
                .filter(goods)
                .filter(event -> !event.step().equals(BizStep.VOID_SHIPPING))
                .findFirst()
                .filter(MovementEvents::isReceipt)
                .isPresent();
    }
}
