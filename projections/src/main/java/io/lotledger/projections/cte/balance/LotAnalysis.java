package io.lotledger.projections.cte.balance;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.classify.JoinedTransformation;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import io.lotledger.projections.cte.model.LocationDescription;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.MovementEvents;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One lot with the interpretation of its events, its movements and its balance. */
public record LotAnalysis(
        LotKey lot,
        EventInterpretation interpretation,
        ShipmentReconciliation reconciliation,
        List<InventoryMovement> movements,
        MassBalance balance,
        CriticalTrackingEvents ctes,
        Instant leftBefore) {

    /** @param leftBefore an unmatched shipment that left before this time is overdue */
    public static LotAnalysis of(TraceEvidence evidence, InterpretationCache events, Instant leftBefore) {
        LotKey lot = evidence.trace().seed().key();
        EventInterpretation interpretation = EventInterpretation.of(evidence, events);
        ShipmentReconciliation reconciliation = interpretation.movements().reconciliation(lot);
        List<InventoryMovement> movements = InventoryMovements.of(lot, interpretation, reconciliation);
        return new LotAnalysis(
                lot,
                interpretation,
                reconciliation,
                movements,
                BalanceSheet.of(lot, movements, reconciliation, leftBefore),
                TraceClassifier.of(evidence, interpretation),
                leftBefore);
    }

    /** The transformations that name the lot, in event order. */
    public List<JoinedTransformation> transformations() {
        return interpretation.transformations().naming(interpretation.history().of(lot));
    }

    public List<LocationDescription> describe(List<String> places) {
        return places.stream().map(interpretation.places()::describe).toList();
    }

    /** The keepers of the records of these events: the shipper, the receiver, or the place of the event. */
    public List<LocationDescription> keepers(Collection<ResolvedEvent> events) {
        return events.stream()
                .flatMap(at -> describe(keeperPlaces(at)).stream())
                .distinct()
                .toList();
    }

    private static List<String> keeperPlaces(ResolvedEvent at) {
        if (MovementEvents.isShipment(at)) return Endpoints.shippedFrom(at.event());
        if (MovementEvents.isReceipt(at)) return Endpoints.receivedAt(at.event());
        return Endpoints.place(at.event()).stream().toList();
    }

    public Finding finding(
            FindingKind kind,
            Collection<ResolvedEvent> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        return finding(kind, List.of(lot), events, message, cfr, details);
    }

    public Finding finding(
            FindingKind kind,
            List<LotKey> lots,
            Collection<ResolvedEvent> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        List<String> ids =
                events.stream().map(h -> h.event().eventID()).distinct().toList();
        return new Finding(kind, lots, ids, message, cfr, details, keepers(events));
    }
}
