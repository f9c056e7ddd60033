package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The evidence in event order, and each lot's own part of it. */
public final class LotEventHistory {
    private final List<ResolvedEvent> all = new ArrayList<>();
    private final Index<LotKey> byLot;
    private final Index<String> byUnit;
    private final Index<String> receiptsByUnit;

    public LotEventHistory(TraceEvidence evidence, Function<CapturedEvent, LotEvent> reader) {
        List<CapturedEvent> inOrder =
                evidence.events().stream().sorted(CapturedEvent.IN_EVENT_ORDER).toList();
        for (CapturedEvent captured : inOrder) all.add(new ResolvedEvent(all.size(), reader.apply(captured)));
        byLot = new Index<>(all, ResolvedEvent::lots);
        byUnit = new Index<>(all, resolved -> resolved.lotEvent().units());
        receiptsByUnit = new Index<>(
                all,
                resolved ->
                        MovementEvents.isReceipt(resolved) ? resolved.lotEvent().units() : List.of());
    }

    public List<ResolvedEvent> all() {
        return all;
    }

    /** Events that name the logistic unit or serial themselves, in event order. */
    public List<ResolvedEvent> naming(String unit) {
        return byUnit.of(unit);
    }

    /** Receipts that name the logistic unit, in event order. */
    public List<ResolvedEvent> receiptsOf(String unit) {
        return receiptsByUnit.of(unit);
    }

    /** Every event that names the lot directly or through a unit, in event order. */
    public List<ResolvedEvent> of(LotKey lot) {
        return byLot.of(lot);
    }

    /**
     * Events by name, indexed lazily. A few lookups scan all events; the index is built once scanning has cost as much
     * as building it.
     */
    private static final class Index<K> {
        private final List<ResolvedEvent> events;
        private final Function<ResolvedEvent, ? extends Collection<K>> names;
        private final Map<K, List<ResolvedEvent>> known = new HashMap<>();
        private boolean complete;
        private long scanned;

        Index(List<ResolvedEvent> events, Function<ResolvedEvent, ? extends Collection<K>> names) {
            this.events = events;
            this.names = names;
        }

        List<ResolvedEvent> of(K name) {
            if (!complete && scanned > 0 && scanned >= size()) buildIndex();
            List<ResolvedEvent> cached = known.get(name);
            if (cached != null) return cached;
            if (complete) return List.of();
            scanned += events.size();
            List<ResolvedEvent> found =
                    events.stream().filter(e -> names.apply(e).contains(name)).toList();
            known.put(name, found);
            return found;
        }

        private long size() {
            return events.stream().mapToLong(e -> 1 + names.apply(e).size()).sum();
        }

        private void buildIndex() {
            known.clear();
            for (ResolvedEvent event : events) {
                for (K name : names.apply(event)) {
                    known.computeIfAbsent(name, n -> new ArrayList<>()).add(event);
                }
            }
            complete = true;
        }
    }
}
