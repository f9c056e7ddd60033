package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.TraceEvidence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The evidence in order of happening, and each lot's own part of it. */
final class Histories {
    private final List<Happening> all = new ArrayList<>();
    private final Map<LotKey, List<Happening>> byLot = new HashMap<>();

    Histories(TraceEvidence evidence, EventLots eventLots) {
        List<CapturedEvent> inOrder = evidence.events().stream()
                .sorted(CapturedEvent.IN_ORDER_OF_HAPPENING)
                .toList();
        for (CapturedEvent captured : inOrder) {
            Happening happening = eventLots.layOpen(all.size(), captured.event());
            all.add(happening);
            for (LotKey lot : happening.lots()) {
                byLot.computeIfAbsent(lot, l -> new ArrayList<>()).add(happening);
            }
        }
    }

    List<Happening> all() {
        return all;
    }

    /** Every event that speaks of the lot, in order of happening. */
    List<Happening> of(LotKey lot) {
        return byLot.getOrDefault(lot, List.of());
    }
}
