package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Shipments, transports and receipts of a lot, as events: what was taken back is not among them. */
public final class ShipmentsAndReceipts {
    private final LotEventHistory histories;
    private final VoidedShipments voids;
    private final Map<LotKey, LotShipments> shipments = new HashMap<>();

    public ShipmentsAndReceipts(LotEventHistory histories, VoidedShipments voids) {
        this.histories = histories;
        this.voids = voids;
    }

    public Stream<ResolvedEvent> receipts(LotKey lot) {
        return histories.of(lot).stream().filter(MovementEvents::isReceipt);
    }

    /** What takes the lot away: GS1 US's {@code transporting} before its packing, else a shipment that stands. */
    public Stream<ResolvedEvent> departures(LotKey lot) {
        return histories.of(lot).stream()
                .filter(h -> MovementEvents.isTransport(h) || (MovementEvents.isShipment(h) && voids.carries(h, lot)));
    }

    /**
     * The shipment a receipt answers: of the same lot, not after it, and not to somewhere else; a document in common counts
     * most, then a stated ship-to, then how near it is in time.
     */
    public Optional<ResolvedEvent> shipmentOf(LotKey lot, ResolvedEvent receipt) {
        return shipments.computeIfAbsent(lot, this::shipmentsOf).answeredBy(receipt);
    }

    private LotShipments shipmentsOf(LotKey lot) {
        return new LotShipments(histories.of(lot).stream()
                .filter(h -> MovementEvents.isShipment(h) && voids.carries(h, lot))
                .toList());
    }
}
