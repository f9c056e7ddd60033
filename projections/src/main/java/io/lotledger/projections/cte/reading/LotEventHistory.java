package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The evidence in event order, and each lot's own part of it. */
public final class LotEventHistory {
    private final List<ResolvedEvent> all = new ArrayList<>();
    private final Index<LotKey> byLot;
    private final Index<String> byUnit;
    private final Index<String> receiptsByUnit;
    private @Nullable List<ResolvedEvent> withoutLots;
    private @Nullable Map<String, CapturedEvent> byId;
    private final List<CapturedEvent> captured;

    public LotEventHistory(TraceEvidence evidence, Function<CapturedEvent, LotEvent> reader) {
        List<CapturedEvent> inOrder = evidence.together().stream()
                .sorted(CapturedEvent.IN_EVENT_ORDER)
                .toList();
        for (CapturedEvent one : inOrder) all.add(new ResolvedEvent(all.size(), reader.apply(one)));
        captured = evidence.together();
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

    /** Every event that names one of the lots directly or through a unit, in event order. */
    public List<ResolvedEvent> of(Set<LotKey> lots) {
        if (lots.size() == 1) return of(lots.iterator().next());
        return all.stream().filter(event -> namesAny(event.lots(), lots)).toList();
    }

    /** Looks up the fewer in the more: both may be thousands. */
    private static boolean namesAny(Set<LotKey> named, Set<LotKey> lots) {
        return named.size() <= lots.size()
                ? named.stream().anyMatch(lots::contains)
                : lots.stream().anyMatch(named::contains);
    }

    /** Events that name no lot, in event order. */
    public List<ResolvedEvent> withoutLots() {
        List<ResolvedEvent> known = withoutLots;
        if (known == null) {
            known = all.stream().filter(event -> event.lots().isEmpty()).toList();
            withoutLots = known;
        }
        return known;
    }

    /** The event as captured. */
    public Optional<CapturedEvent> captured(String eventID) {
        Map<String, CapturedEvent> known = byId;
        if (known == null) {
            known = new HashMap<>();
            for (CapturedEvent one : captured) known.putIfAbsent(one.event().eventID(), one);
            byId = known;
        }
        return Optional.ofNullable(known.get(eventID));
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
        private long size;

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
            if (size == 0)
                size = events.stream().mapToLong(e -> 1 + names.apply(e).size()).sum();
            return size;
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
