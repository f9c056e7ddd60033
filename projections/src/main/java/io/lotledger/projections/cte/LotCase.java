package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.TraceEvidence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One lot, all that its events mean, and what became of its amounts. */
record LotCase(
        LotKey lot,
        Interpretation read,
        Consignments consignments,
        List<Flow> flows,
        MassBalance balance,
        CriticalTrackingEvents ctes,
        Instant leftBefore) {

    /** @param leftBefore what left before it and no receipt has met is overdue */
    static LotCase of(TraceEvidence evidence, ReadEvents events, Instant leftBefore) {
        LotKey lot = evidence.trace().seed().key();
        Interpretation read = Interpretation.of(evidence, events);
        Consignments consignments = Consignments.of(lot, read);
        List<Flow> flows = Flows.of(lot, read, consignments);
        return new LotCase(
                lot,
                read,
                consignments,
                flows,
                Balances.of(lot, flows, consignments, leftBefore),
                new Classification().of(evidence, read),
                leftBefore);
    }

    List<LocationDescription> describe(List<String> places) {
        return places.stream().map(read.places()::describe).toList();
    }

    /** Where the records of these events are kept: the shipper's, the receiver's, or the place where it was done. */
    List<LocationDescription> keepers(Collection<Happening> events) {
        return events.stream()
                .flatMap(at -> describe(kept(at)).stream())
                .distinct()
                .toList();
    }

    private static List<String> kept(Happening at) {
        if (MovementEvents.isShipment(at)) return Endpoints.shippedFrom(at.event());
        if (MovementEvents.isReceipt(at)) return Endpoints.receivedAt(at.event());
        return Endpoints.place(at.event()).stream().toList();
    }

    Finding finding(
            FindingKind kind,
            Collection<Happening> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        return finding(kind, List.of(lot), events, message, cfr, details);
    }

    Finding finding(
            FindingKind kind,
            List<LotKey> lots,
            Collection<Happening> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        List<String> ids =
                events.stream().map(h -> h.event().eventID()).distinct().toList();
        return new Finding(kind, lots, ids, message, cfr, details, keepers(events));
    }
}
