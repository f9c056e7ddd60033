package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.projections.cte.reading.EventLotReader;
import io.lotledger.projections.cte.reading.LotEvent;
import io.lotledger.projections.cte.reading.LotEventHistory;
import io.lotledger.projections.lineage.evidence.ContainerContents;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The events of the evidence of many lots, each laid open once. An event that names ten thousand lots is in the evidence of each
 * of them; laid open for each, its lines are read a hundred million times.
 *
 * <p>What is kept answers the same as what is read anew: a result is found again only by everything it was drawn from.
 */
public final class LotEventCache {
    /** Amounts that are kept; beyond it all are forgotten and read again when they are needed. */
    private static final int MOST_AMOUNTS = 500_000;

    private final Map<CapturedEvent, LotEvent> independent = new HashMap<>();
    private final Map<List<CapturedEvent>, Nested> nested = new HashMap<>();
    private final Map<Heard, VoidedShipments> voids = new HashMap<>();
    private final Map<List<LotEvent>, TransformedAmounts> transformed = new HashMap<>();
    private @Nullable ContainerContents containers;
    private @Nullable BizStepVocabulary vocabulary;
    private int amounts;
    private long laidOpen;

    /** What depends on the same packings. */
    private record Nested(EventLotReader lots, Map<CapturedEvent, LotEvent> events) {}

    /** All that voids are drawn from. Laid-open events are equal only to themselves, and so are event lots. */
    private record Heard(EventLotReader lots, List<LotEvent> events) {}

    /** What the events of one evidence say. */
    public final class Reading {
        private final Nested nested;

        private Reading(Nested nested) {
            this.nested = nested;
        }

        public EventLotReader eventLots() {
            return nested.lots;
        }

        public LotEvent layOpen(CapturedEvent captured) {
            Map<CapturedEvent, LotEvent> known =
                    EventLotReader.dependsOnNesting(captured.event()) ? nested.events : independent;
            LotEvent before = known.get(captured);
            if (before != null) return before;
            LotEvent event = nested.lots.layOpen(captured.event());
            laidOpen++;
            amounts += 1 + event.size();
            known.put(captured, event);
            return event;
        }

        public VoidedShipments voids(LotEventHistory histories) {
            List<LotEvent> heard = VoidedShipments.heard(histories);
            if (heard.isEmpty()) return VoidedShipments.NONE;
            return voids.computeIfAbsent(new Heard(nested.lots, heard), h -> {
                amounts += heard.stream().mapToInt(LotEvent::size).sum();
                return VoidedShipments.of(heard, nested.lots);
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
        boolean others = evidence.containers() != containers || evidence.vocabulary() != vocabulary;
        if (others || amounts > MOST_AMOUNTS) forget();
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

    /** How often an event was laid open. */
    public long laidOpen() {
        return laidOpen;
    }

    private void forget() {
        independent.clear();
        nested.clear();
        voids.clear();
        transformed.clear();
        amounts = 0;
    }
}
