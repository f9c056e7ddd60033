package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.AggregationEvent;
import io.lotledger.projections.lineage.BizStepVocabulary;
import io.lotledger.projections.lineage.CapturedEvent;
import io.lotledger.projections.lineage.ContainerContents;
import io.lotledger.projections.lineage.TraceEvidence;
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
final class ReadEvents {
    /** Amounts that are kept; beyond it all are forgotten and read again when they are needed. */
    private static final int MOST_AMOUNTS = 500_000;

    private final Map<CapturedEvent, LaidOpen> independent = new HashMap<>();
    private final Map<List<CapturedEvent>, Nested> nested = new HashMap<>();
    private final Map<Heard, Voids> voids = new HashMap<>();
    private final Map<List<LaidOpen>, TransformedAmounts> transformed = new HashMap<>();
    private @Nullable ContainerContents containers;
    private @Nullable BizStepVocabulary vocabulary;
    private int amounts;
    private long laidOpen;

    /** What depends on the same packings. */
    private record Nested(EventLots lots, Map<CapturedEvent, LaidOpen> events) {}

    /** All that voids are drawn from. Laid-open events are equal only to themselves, and so are event lots. */
    private record Heard(EventLots lots, List<LaidOpen> events) {}

    /** What the events of one evidence say. */
    final class Reading {
        private final Nested nested;

        private Reading(Nested nested) {
            this.nested = nested;
        }

        EventLots eventLots() {
            return nested.lots;
        }

        LaidOpen layOpen(CapturedEvent captured) {
            Map<CapturedEvent, LaidOpen> known =
                    EventLots.dependsOnNesting(captured.event()) ? nested.events : independent;
            LaidOpen before = known.get(captured);
            if (before != null) return before;
            LaidOpen event = nested.lots.layOpen(captured.event());
            laidOpen++;
            amounts += 1 + event.size();
            known.put(captured, event);
            return event;
        }

        Voids voids(Histories histories) {
            List<LaidOpen> heard = Voids.heard(histories);
            if (heard.isEmpty()) return Voids.NONE;
            return voids.computeIfAbsent(new Heard(nested.lots, heard), h -> {
                amounts += heard.stream().mapToInt(LaidOpen::size).sum();
                return Voids.of(heard, nested.lots);
            });
        }

        TransformedAmounts transformed(List<LaidOpen> events) {
            return transformed.computeIfAbsent(events, e -> {
                amounts += events.stream().mapToInt(LaidOpen::size).sum();
                return TransformedAmounts.of(events);
            });
        }
    }

    Reading of(TraceEvidence evidence) {
        boolean others = evidence.containers() != containers || evidence.vocabulary() != vocabulary;
        if (others || amounts > MOST_AMOUNTS) forget();
        containers = evidence.containers();
        vocabulary = evidence.vocabulary();
        List<CapturedEvent> packings = new ArrayList<>();
        for (CapturedEvent captured : evidence.events()) {
            if (captured.event() instanceof AggregationEvent e && e.parentID() != null) packings.add(captured);
        }
        return new Reading(nested.computeIfAbsent(packings, p -> {
            EventLots lots = new EventLots(p, evidence.containers(), evidence.vocabulary());
            amounts += p.stream().mapToInt(c -> 1 + c.event().epcs().size()).sum();
            return new Nested(lots, new HashMap<>());
        }));
    }

    /** How often an event was laid open. */
    long laidOpen() {
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
