package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.TraceEvidence;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The evidence in order of happening, and each lot's own part of it. */
final class Histories {
    private final List<Happening> all = new ArrayList<>();
    private final Index<LotKey> byLot;
    private final Index<String> receiptsByUnit;

    Histories(TraceEvidence evidence, Function<CapturedEvent, LaidOpen> reader) {
        List<CapturedEvent> inOrder = evidence.events().stream()
                .sorted(CapturedEvent.IN_ORDER_OF_HAPPENING)
                .toList();
        for (CapturedEvent captured : inOrder) all.add(new Happening(all.size(), reader.apply(captured)));
        byLot = new Index<>(all, Happening::lots);
        receiptsByUnit = new Index<>(
                all,
                happening ->
                        MovementEvents.isReceipt(happening) ? happening.laidOpen().units() : List.of());
    }

    List<Happening> all() {
        return all;
    }

    /** Receipts that name the logistic unit, in order of happening. */
    List<Happening> receiptsOf(String unit) {
        return receiptsByUnit.of(unit);
    }

    /** Every event that speaks of the lot, in order of happening. */
    List<Happening> of(LotKey lot) {
        return byLot.of(lot);
    }

    /**
     * Events by what they name. Of one lot among events that name many others a look at each event is enough; the events are
     * sorted by all they name only once the looks have cost as much.
     */
    private static final class Index<K> {
        private final List<Happening> events;
        private final Function<Happening, ? extends Collection<K>> names;
        private final Map<K, List<Happening>> known = new HashMap<>();
        private boolean complete;
        private long looks;

        Index(List<Happening> events, Function<Happening, ? extends Collection<K>> names) {
            this.events = events;
            this.names = names;
        }

        List<Happening> of(K name) {
            List<Happening> before = known.get(name);
            if (before != null) return before;
            if (!complete && looks > 0 && looks >= size()) sort();
            if (complete) return List.of();
            looks += events.size();
            List<Happening> found =
                    events.stream().filter(e -> names.apply(e).contains(name)).toList();
            known.put(name, found);
            return found;
        }

        private long size() {
            return events.stream().mapToLong(e -> 1 + names.apply(e).size()).sum();
        }

        private void sort() {
            known.clear();
            for (Happening event : events) {
                for (K name : names.apply(event)) {
                    known.computeIfAbsent(name, n -> new ArrayList<>()).add(event);
                }
            }
            complete = true;
        }
    }
}
