package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Shipments, transports and receipts of a lot, without voided shipments, and how they match. */
public final class ShipmentsAndReceipts {
    private final LotEventHistory history;
    private final VoidedShipments voids;
    private final LotCreationEvents creations;
    private final PackingStage packingStage;
    private final NestedMovements nested;
    private final Map<LotKey, ShipmentReconciliation> reconciliations = new HashMap<>();

    public ShipmentsAndReceipts(
            LotEventHistory history,
            VoidedShipments voids,
            LotCreationEvents creations,
            PackingStage packingStage,
            NestedMovements nested) {
        this.history = history;
        this.voids = voids;
        this.creations = creations;
        this.packingStage = packingStage;
        this.nested = nested;
    }

    /** The receipts of the lot, without events that only add documents to another. */
    public Stream<ResolvedEvent> receipts(LotKey lot) {
        return history.of(lot).stream().filter(h -> MovementEvents.isReceipt(h) && voids.carries(h, lot));
    }

    /**
     * The departures of the lot: GS1 US's {@code transporting} before its packing, otherwise a shipment that is not
     * voided.
     */
    public Stream<ResolvedEvent> departures(LotKey lot) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isTransport(h) || (MovementEvents.isShipment(h) && voids.carries(h, lot)));
    }

    /** The documents of the lot's shipment or receipt, with those that transaction events add. */
    public List<BizTransaction> documents(LotKey lot, ResolvedEvent movement) {
        return voids.documents(movement, lot);
    }

    public ShipmentReconciliation reconciliation(LotKey lot) {
        return reconciliations.computeIfAbsent(
                lot, l -> ShipmentReconciliation.of(l, history, voids, creations, packingStage, nested));
    }
}
