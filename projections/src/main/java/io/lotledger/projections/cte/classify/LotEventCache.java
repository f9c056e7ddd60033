package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LocationDescriptions;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.cte.reading.ProductDescriptions;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.lineage.units.ContainerContents;
import io.lotledger.projections.masterdata.MasterData;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Resolves the events of many lots' evidence once each, and describes their places and products once. An event that
 * names ten thousand lots is in the evidence of each of them; resolved for each lot, its lines would be read a hundred
 * million times.
 *
 * <p>Cached results equal fresh ones: the cache key contains everything that a result depends on.
 */
public final class LotEventCache {
    /** Limit of cached amounts; above it the cache is cleared. */
    private static final int MAX_AMOUNTS = 500_000;

    private final Map<CapturedEvent, LotEvent> events = new HashMap<>();
    private final Map<VoidsKey, VoidedShipments> voids = new HashMap<>();
    private final Map<List<LotEvent>, TransformedAmounts> transformed = new HashMap<>();
    private @Nullable ContainerContents containers;
    private @Nullable BizStepVocabulary vocabulary;
    private @Nullable EventLotReader reader;
    private @Nullable Descriptions descriptions;
    private int amounts;
    private long resolvedEvents;

    /** The inputs of voided shipments. Lot events and their readers are equal only to themselves. */
    private record VoidsKey(EventLotReader lots, List<LotEvent> events, Map<LotEvent, Set<LotKey>> hauled) {}

    private record Descriptions(MasterData of, ProductDescriptions products, LocationDescriptions places) {
        Descriptions(MasterData of) {
            this(of, new ProductDescriptions(of), new LocationDescriptions(of));
        }
    }

    /** The lots of one evidence's events, and what is known of its places and products. */
    public final class Reading {
        private final EventLotReader lots;
        private final Descriptions described;

        private Reading(EventLotReader lots, Descriptions described) {
            this.lots = lots;
            this.described = described;
        }

        public EventLotReader eventLots() {
            return lots;
        }

        public ProductDescriptions products() {
            return described.products();
        }

        public LocationDescriptions places() {
            return described.places();
        }

        public LotEvent resolve(CapturedEvent captured) {
            LotEvent cached = events.get(captured);
            if (cached != null) return cached;
            LotEvent event = lots.resolve(captured.event());
            resolvedEvents++;
            amounts += 1 + event.size();
            events.put(captured, event);
            return event;
        }

        public VoidedShipments voids(LotEventHistory history) {
            List<LotEvent> movements = VoidedShipments.movementsAndVoids(history);
            if (movements.isEmpty()) return VoidedShipments.NONE;
            Map<LotEvent, Set<LotKey>> hauled =
                    VoidedShipments.hauled(history, new PackingStage(history, new LotCreationEvents(history)));
            return voids.computeIfAbsent(new VoidsKey(lots, movements, hauled), h -> {
                amounts += movements.stream().mapToInt(LotEvent::size).sum();
                return VoidedShipments.of(movements, hauled, lots, new NestedMovements(history, lots));
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
        EventLotReader lots = reader;
        boolean isOtherEvidence = evidence.containers() != containers || evidence.vocabulary() != vocabulary;
        if (lots == null || isOtherEvidence || amounts > MAX_AMOUNTS) {
            clear();
            containers = evidence.containers();
            vocabulary = evidence.vocabulary();
            lots = new EventLotReader(evidence.containers(), evidence.vocabulary());
            reader = lots;
        }
        Descriptions described = descriptions;
        if (described == null || described.of() != evidence.masterData()) {
            described = new Descriptions(evidence.masterData());
            descriptions = described;
        }
        return new Reading(lots, described);
    }

    /** Number of events resolved, without cache hits. */
    public long resolvedEvents() {
        return resolvedEvents;
    }

    private void clear() {
        events.clear();
        voids.clear();
        transformed.clear();
        amounts = 0;
    }
}
