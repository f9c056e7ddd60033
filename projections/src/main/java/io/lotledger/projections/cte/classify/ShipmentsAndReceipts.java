package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.BizTransaction;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteKind;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.records.RecordedMovements;
import io.lotledger.projections.cte.records.RepeatedMovements;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Shipments, transports and receipts of a lot, without voided shipments, and how they match. */
public final class ShipmentsAndReceipts {
    private final LotEventHistory history;
    private final VoidedShipments voids;
    private final LotCreationEvents creations;
    private final PackingStage packingStage;
    private final NestedMovements nested;
    private final Map<LotKey, ShipmentReconciliation> reconciliations = new HashMap<>();
    private final Map<LotKey, List<ResolvedEvent>> receipts = new HashMap<>();
    private final Map<LotKey, List<ResolvedEvent>> departures = new HashMap<>();
    private final Map<LotKey, Boolean> toldInSeveralWays = new HashMap<>();

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
        return receipts.computeIfAbsent(lot, this::readReceipts).stream();
    }

    /**
     * The departures of the lot that are not voided: GS1 US's {@code transporting} before its packing, otherwise a
     * shipment.
     */
    public Stream<ResolvedEvent> departures(LotKey lot) {
        return departures.computeIfAbsent(lot, this::readDepartures).stream();
    }

    private List<ResolvedEvent> readReceipts(LotKey lot) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isReceipt(h) && voids.carries(h, lot))
                .toList();
    }

    private List<ResolvedEvent> readDepartures(LotKey lot) {
        return history.of(lot).stream()
                .filter(h -> MovementEvents.isTransport(h) || MovementEvents.isShipment(h))
                .filter(h -> voids.carries(h, lot))
                .toList();
    }

    /** The recipients of the lot, without voided ones. */
    public List<String> recipients(LotKey lot, ResolvedEvent shipment) {
        return voids.recipients(shipment, lot);
    }

    /** The documents of the lot's movement, with those of transaction events and of other records of it. */
    public List<BizTransaction> documents(LotKey lot, ResolvedEvent movement) {
        List<BizTransaction> own = voids.documents(movement, lot);
        if (!isToldInSeveralWays(lot)) return own;
        Set<BizTransaction> documents = new LinkedHashSet<>(own);
        reconciliation(lot)
                .repeated()
                .repeated(movement)
                .forEach(record -> documents.addAll(voids.documents(record, lot)));
        return List.copyOf(documents);
    }

    /** The events that record the lot's movement, itself included, in event order. */
    public List<ResolvedEvent> records(LotKey lot, ResolvedEvent movement) {
        if (!isToldInSeveralWays(lot)) return List.of(movement);
        RepeatedMovements repeated = reconciliation(lot).repeated();
        ResolvedEvent keeps = repeated.kept(movement).orElse(movement);
        return Stream.concat(Stream.of(keeps), repeated.repeated(keeps).stream())
                .sorted(Comparator.comparingInt(ResolvedEvent::order))
                .toList();
    }

    /** What the departure took of the lot, per unit of measure; nothing if another event records the same movement. */
    public List<LotAmount> counted(LotKey lot, ResolvedEvent departure) {
        boolean isRepeated = recordedBy(departure, lot).isPresent();
        return isRepeated ? List.of() : LotAmount.summed(voids.remaining(departure, lot));
    }

    /** Another event that records the same movement of the lot, and has its row. */
    public Optional<ResolvedEvent> recordedBy(ResolvedEvent movement, LotKey lot) {
        List<ResolvedEvent> others = nested.standingFor(movement, lot);
        if (!others.isEmpty()) return Optional.of(others.get(0));
        return isToldInSeveralWays(lot) ? reconciliation(lot).repeated().kept(movement) : Optional.empty();
    }

    /**
     * Whether the lot's departures, or its arrivals, have different steps or types, or name one unit twice. Only then can
     * two of them be one, and a lot of ten thousand shipments is not matched for its rows.
     */
    private boolean isToldInSeveralWays(LotKey lot) {
        return toldInSeveralWays.computeIfAbsent(
                lot,
                l -> isSeveral(l, departures(l))
                        || isSeveral(
                                l, Stream.concat(receipts(l), creations.of(l, CteKind.FIRST_LAND_BASED_RECEIVING))));
    }

    private static boolean isSeveral(LotKey lot, Stream<ResolvedEvent> movements) {
        Set<List<String>> kinds = new HashSet<>();
        Set<String> units = new HashSet<>();
        for (ResolvedEvent movement : movements.toList()) {
            kinds.add(RecordedMovements.kind(movement.lotEvent()));
            if (kinds.size() > 1) return true;
            for (String unit : movement.unitsOf(lot)) if (!units.add(unit)) return true;
        }
        return false;
    }

    public ShipmentReconciliation reconciliation(LotKey lot) {
        return reconciliations.computeIfAbsent(
                lot, l -> ShipmentReconciliation.of(l, history, voids, creations, packingStage, nested));
    }
}
