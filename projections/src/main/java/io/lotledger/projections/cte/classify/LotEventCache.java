package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.facts.ContainerContents;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the events of many lots' evidence once each. An event that names ten thousand lots is in the evidence of
 * each of them; resolved for each lot, its lines would be read a hundred million times.
 *
 * <p>Cached results equal fresh ones: the cache key contains everything that a result depends on.
 */
public final class LotEventCache {
    /** Limit of cached amounts; above it the cache is cleared. */
    private static final int MAX_AMOUNTS = 500_000;

    private final Map<CapturedEvent, LotEvent> independent = new HashMap<>();
    private final Map<List<CapturedEvent>, Nested> nested = new HashMap<>();
    private final Map<VoidsKey, VoidedShipments> voids = new HashMap<>();
    private final Map<List<LotEvent>, TransformedAmounts> transformed = new HashMap<>();
    private @Nullable ContainerContents containers;
    private @Nullable BizStepVocabulary vocabulary;
    private int amounts;
    private long resolvedEvents;

    /** Results that depend on the same packings. */
    private record Nested(EventLotReader lots, Map<CapturedEvent, LotEvent> events) {}

    /** The inputs of voided shipments. Lot events and their readers are equal only to themselves. */
    private record VoidsKey(EventLotReader lots, List<LotEvent> events) {}

    /** The lots of one evidence's events. */
    public final class Reading {
        private final Nested nested;

        private Reading(Nested nested) {
            this.nested = nested;
        }

        public EventLotReader eventLots() {
            return nested.lots;
        }

        public LotEvent resolve(CapturedEvent captured) {
            Map<CapturedEvent, LotEvent> known =
                    EventLotReader.dependsOnNesting(captured.event()) ? nested.events : independent;
            LotEvent cached = known.get(captured);
            if (cached != null) return cached;
            LotEvent event = nested.lots.resolve(captured.event());
            resolvedEvents++;
            amounts += 1 + event.size();
            known.put(captured, event);
            return event;
        }

        public VoidedShipments voids(LotEventHistory history) {
            List<LotEvent> movements = VoidedShipments.movementsAndVoids(history);
            if (movements.isEmpty()) return VoidedShipments.NONE;
            return voids.computeIfAbsent(new VoidsKey(nested.lots, movements), h -> {
                amounts += movements.stream().mapToInt(LotEvent::size).sum();
                return VoidedShipments.of(movements, nested.lots);
            });
        }

        TransformedAmounts transformed(List<LotEvent> events) {
            return transformed.computeIfAbsent(events, e -> {
                amounts += events.stream().mapToInt(LotEvent::size).sum();
                return TransformedAmounts.of(events);
            });
        }
    }

    public Reading of(TraceEvidence evidence) {
        boolean isOtherEvidence = evidence.containers() != containers || evidence.vocabulary() != vocabulary;
        if (isOtherEvidence || amounts > MAX_AMOUNTS) clear();
        containers = evidence.containers();
        vocabulary = evidence.vocabulary();
        List<CapturedEvent> packings = new ArrayList<>();
        for (CapturedEvent captured : evidence.events()) {
            if (captured.event() instanceof AggregationEvent e && e.parentID() != null) packings.add(captured);
        }
        return new Reading(nested.computeIfAbsent(packings, p -> {
            EventLotReader lots = new EventLotReader(p, evidence.containers(), evidence.vocabulary());
            amounts += p.stream().mapToInt(c -> 1 + c.event().epcs().size()).sum();
            return new Nested(lots, new HashMap<>());
        }));
    }

    /** Number of events resolved, without cache hits. */
    public long resolvedEvents() {
        return resolvedEvents;
    }

    private void clear() {
        independent.clear();
        nested.clear();
        voids.clear();
        transformed.clear();
        amounts = 0;
    }
}
