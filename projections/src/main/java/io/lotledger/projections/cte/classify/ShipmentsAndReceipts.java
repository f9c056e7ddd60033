package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shipments, transports and receipts of a lot, without voided shipments. */
public final class ShipmentsAndReceipts {
    private final LotEventHistory history;
    private final VoidedShipments voids;
    private final Map<LotKey, LotShipments> shipments = new HashMap<>();

    public ShipmentsAndReceipts(LotEventHistory history, VoidedShipments voids) {
        this.history = history;
        this.voids = voids;
    }

    public Stream<ResolvedEvent> receipts(LotKey lot) {
        return history.of(lot).stream().filter(MovementEvents::isReceipt);
    }

    /**
     * The departures of the lot: GS1 US's {@code transporting} before its packing, otherwise a shipment that is not
     * voided.
     */
    public Stream<ResolvedEvent> departures(LotKey lot) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isTransport(h) || (MovementEvents.isShipment(h) && voids.carries(h, lot)));
    }

    /**
     * The shipment that matches a receipt: of the same lot, not after it, and not shipped elsewhere. A shared document
     * ranks first, then a stated ship-to, then proximity in time.
     */
    public Optional<ResolvedEvent> shipmentOf(LotKey lot, ResolvedEvent receipt) {
        return shipments.computeIfAbsent(lot, this::shipmentsOf).answeredBy(receipt);
    }

    private LotShipments shipmentsOf(LotKey lot) {
        return new LotShipments(history.of(lot).stream()
                .filter(h -> MovementEvents.isShipment(h) && voids.carries(h, lot))
                .toList());
    }
}
