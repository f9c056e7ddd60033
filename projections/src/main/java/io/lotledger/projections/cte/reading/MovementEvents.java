package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.projections.cte.model.CteKind;
import java.util.Optional;

/** Tells shipments, transports and receipts from other events, by business step, type and action. */
public final class MovementEvents {
    private MovementEvents() {}

    public static Optional<Action> action(EpcisEvent event) {
        if (event instanceof ObjectEvent e) return Optional.of(e.action());
        if (event instanceof AggregationEvent e) return Optional.of(e.action());
        if (event instanceof TransactionEvent e) return Optional.of(e.action());
        if (event instanceof AssociationEvent e) return Optional.of(e.action());
        return Optional.empty();
    }

    public static boolean isObserve(EpcisEvent event) {
        return action(event).filter(Action.OBSERVE::equals).isPresent();
    }

    /** OBSERVE of objects, or of what stands in a unit. */
    private static boolean isObservedMove(EpcisEvent event) {
        return isObserve(event) && (event instanceof ObjectEvent || event instanceof AggregationEvent);
    }

    /**
     * Whether the type and action can tell of a movement. ADD on an aggregation packs the unit as it leaves or arrives, and on a
     * transaction adds the document to what moves; on an object event it begins a lot, which no shipment does.
     */
    public static boolean canMove(EpcisEvent event) {
        if (isObservedMove(event)) return true;
        boolean added = action(event).filter(Action.ADD::equals).isPresent();
        if (event instanceof TransactionEvent) return added || isObserve(event);
        return event instanceof AggregationEvent && added;
    }

    public static boolean isShipment(ResolvedEvent happening) {
        return isShipment(happening.laidOpen());
    }

    public static boolean isShipment(LotEvent happening) {
        Optional<CteKind> explicit = happening.explicit();
        if (explicit.isPresent()) return explicit.get() == CteKind.SHIPPING;
        return BizStep.isShipping(happening.step()) && canMove(happening.event());
    }

    public static boolean isTransport(ResolvedEvent happening) {
        return happening.step().equals(BizStep.TRANSPORTING) && isObservedMove(happening.event());
    }

    /** A purchase is one too, whatever tab it is on. */
    public static boolean isReceipt(ResolvedEvent happening) {
        Optional<CteKind> explicit = happening.explicit();
        if (explicit.isPresent() && !explicit.get().isPurchase()) {
            return explicit.get() == CteKind.RECEIVING || explicit.get() == CteKind.RECEIVING_EXEMPT;
        }
        boolean begins = happening.event() instanceof ObjectEvent e && e.action() == Action.ADD;
        return BizStep.isReceiving(happening.step()) && (begins || canMove(happening.event()));
    }
}
