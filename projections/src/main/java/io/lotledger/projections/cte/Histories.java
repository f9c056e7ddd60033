package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.TraceEvidence;
import io.lotledger.projections.lineage.Unit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence in order of happening, and each lot's own part of it. */
final class Histories {
    private final List<Happening> all = new ArrayList<>();
    private final Map<LotKey, List<Happening>> byLot = new HashMap<>();
    private @Nullable Map<String, List<Happening>> receiptsByUnit;

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

    /** Receipts that name the logistic unit, in order of happening. */
    List<Happening> receiptsOf(String unit) {
        Map<String, List<Happening>> byUnit = receiptsByUnit;
        if (byUnit == null) {
            byUnit = new HashMap<>();
            for (Happening receipt : all) {
                if (!Movements.isReceipt(receipt)) continue;
                for (String epc : new LinkedHashSet<>(receipt.event().epcs())) {
                    byUnit.computeIfAbsent(Unit.name(epc), u -> new ArrayList<>())
                            .add(receipt);
                }
            }
            receiptsByUnit = byUnit;
        }
        return byUnit.getOrDefault(unit, List.of());
    }

    /** Every event that speaks of the lot, in order of happening. */
    List<Happening> of(LotKey lot) {
        return byLot.getOrDefault(lot, List.of());
    }
}
