package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.Action;
import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.ingest.epcis.AssociationEvent;
import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.ObjectEvent;
import io.lotledger.ingest.epcis.TransactionEvent;
import io.lotledger.projections.cte.model.CteKind;
import java.util.Optional;

/** Recognises shipments, transports and receipts by business step, type and action. */
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

    /** OBSERVE of objects, or of the contents of a unit. */
    private static boolean isObservedMove(EpcisEvent event) {
        return isObserve(event) && (event instanceof ObjectEvent || event instanceof AggregationEvent);
    }

    /**
     * Whether the type and action can express a movement. ADD on an aggregation packs the unit as it leaves or arrives;
     * on a transaction it adds the document to what moves. On an object event it creates a lot, which a shipment never
     * does.
     */
    public static boolean canMove(EpcisEvent event) {
        if (isObservedMove(event)) return true;
        boolean added = action(event).filter(Action.ADD::equals).isPresent();
        if (event instanceof TransactionEvent) return added || isObserve(event);
        return event instanceof AggregationEvent && added;
    }

    public static boolean isShipment(ResolvedEvent resolved) {
        return isShipment(resolved.lotEvent());
    }

    public static boolean isShipment(LotEvent resolved) {
        return resolved.isShipment();
    }

    static boolean isReadAsShipment(LotEvent resolved) {
        Optional<CteKind> explicit = resolved.explicit();
        if (explicit.isPresent()) return explicit.get() == CteKind.SHIPPING;
        return BizStep.isShipping(resolved.step()) && canMove(resolved.event());
    }

    /**
     * Whether the event ends its objects by its action. With the step of a movement or of its void, DELETE ends nothing:
     * the goods moved, came back, or the action is a mistake.
     */
    public static boolean deletesObjects(ResolvedEvent resolved) {
        boolean deleted = resolved.event() instanceof ObjectEvent e && e.action() == Action.DELETE;
        return deleted && !BizStep.isMovement(resolved.step()) && !isShipment(resolved) && !isReceipt(resolved);
    }

    /** Whether an aggregation puts into a unit what ends by its step: it says two things at once, and ends nothing. */
    public static boolean packsWhatEnds(ResolvedEvent resolved) {
        return resolved.event() instanceof AggregationEvent e
                && e.action() == Action.ADD
                && BizStep.endsLot(resolved.step());
    }

    public static boolean isTransport(ResolvedEvent resolved) {
        return isTransport(resolved.lotEvent());
    }

    public static boolean isTransport(LotEvent resolved) {
        return resolved.step().equals(BizStep.TRANSPORTING) && isObservedMove(resolved.event());
    }

    /** Whether the event is a receipt; a purchase is one, on any tab. */
    public static boolean isReceipt(ResolvedEvent resolved) {
        return isReceipt(resolved.lotEvent());
    }

    public static boolean isReceipt(LotEvent resolved) {
        return resolved.isReceipt();
    }

    static boolean isReadAsReceipt(LotEvent resolved) {
        Optional<CteKind> explicit = resolved.explicit();
        if (explicit.isPresent() && !explicit.get().isPurchase()) {
            return explicit.get() == CteKind.RECEIVING || explicit.get() == CteKind.RECEIVING_EXEMPT;
        }
        boolean begins = resolved.event() instanceof ObjectEvent e && e.action() == Action.ADD;
        return BizStep.isReceiving(resolved.step()) && (begins || canMove(resolved.event()));
    }
}
