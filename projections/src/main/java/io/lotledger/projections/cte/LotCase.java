package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.TraceEvidence;
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
        CriticalTrackingEvents ctes) {

    static LotCase of(TraceEvidence evidence) {
        LotKey lot = evidence.trace().seed().key();
        Interpretation read = Interpretation.of(evidence);
        Consignments consignments = Consignments.of(lot, read);
        List<Flow> flows = Flows.of(lot, read, consignments);
        return new LotCase(
                lot,
                read,
                consignments,
                flows,
                Balances.of(lot, flows, consignments),
                new Classification().of(evidence, read));
    }

    Finding finding(
            FindingKind kind,
            Collection<Happening> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        return finding(kind, List.of(lot), events, message, cfr, details);
    }

    static Finding finding(
            FindingKind kind,
            List<LotKey> lots,
            Collection<Happening> events,
            String message,
            @Nullable String cfr,
            Map<String, Object> details) {
        List<String> ids =
                events.stream().map(h -> h.event().eventID()).distinct().toList();
        return new Finding(kind, lots, ids, message, cfr, details);
    }
}
