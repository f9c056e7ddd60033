package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.EpcisEvent;
import io.lotledger.ingest.epcis.QuantityElement;
import io.lotledger.ingest.epcis.TransformationEvent;
import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.ingest.testing.EventBuilder;
import io.lotledger.projections.cte.answers.SupplyNetwork;
import io.lotledger.projections.cte.answers.SupplyNetworkReading;
import io.lotledger.projections.cte.answers.TraceWithUnits;
import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.findings.LotFindingRules;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.Packed;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.BizStepVocabulary;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import io.lotledger.projections.masterdata.MasterData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

/** The trace of a lot through a handful of events, and what {@link TraceClassifier} makes of it. */
public final class Traced {
    /** Soon after the events of our stories, which are of April. */
    public static final Instant NOW = Instant.parse("2026-04-30T00:00:00Z");

    private static final UUID ORGANISATION = UUID.fromString("5f0c7a52-1d39-4d3e-9a2e-5c1f4c1f8b11");

    private Traced() {}

    static CriticalTrackingEvents of(Food seed, Direction direction, MasterData masterData, EventBuilder... told) {
        return of(
                seed.key(),
                direction,
                masterData,
                Stream.of(told).map(EventBuilder::event).toList());
    }

    static ClassifiedTrace classified(Food seed, EventBuilder... told) {
        return ClassifiedTrace.of(evidence(
                seed.key(),
                Direction.BOTH,
                KnownFacts.none(),
                Stream.of(told).map(EventBuilder::event).toList()));
    }

    static CriticalTrackingEvents of(Food seed, EventBuilder... told) {
        return of(seed, Direction.BOTH, KnownFacts.none(), told);
    }

    /** Read with partners' own words. */
    static CriticalTrackingEvents of(BizStepVocabulary vocabulary, Food seed, EventBuilder... told) {
        TraceEvidence known = evidence(
                seed.key(),
                Direction.BOTH,
                KnownFacts.none(),
                Stream.of(told).map(EventBuilder::event).toList());
        return TraceClassifier.of(
                new TraceEvidence(known.trace(), known.events(), known.containers(), known.masterData(), vocabulary));
    }

    /** One lot and all that can be said of it from these events. */
    public static LotAnalysis lot(Food seed, EventBuilder... told) {
        return lot(NOW, seed, told);
    }

    public static LotAnalysis lot(Instant now, Food seed, EventBuilder... told) {
        return LotAnalysis.of(
                evidence(
                        seed.key(),
                        Direction.BOTH,
                        KnownFacts.none(),
                        Stream.of(told).map(EventBuilder::event).toList()),
                new InterpretationCache(),
                FindingPolicy.DEFAULT.overdueBefore(now));
    }

    public static List<Finding> findings(Food seed, EventBuilder... told) {
        return findings(NOW, KnownFacts.none(), seed, told);
    }

    /** @param together the eventIDs of events that one document told */
    public static List<Finding> findings(Food seed, Set<String> together, EventBuilder... told) {
        return new LotFindingRules(FindingPolicy.DEFAULT)
                .of(
                        evidence(
                                seed.key(),
                                Direction.BOTH,
                                KnownFacts.none(),
                                Stream.of(told).map(EventBuilder::event).toList(),
                                together),
                        new InterpretationCache(),
                        NOW);
    }

    public static List<Finding> findings(Instant now, MasterData masterData, Food seed, EventBuilder... told) {
        return new LotFindingRules(FindingPolicy.DEFAULT)
                .of(
                        evidence(
                                seed.key(),
                                Direction.BOTH,
                                masterData,
                                Stream.of(told).map(EventBuilder::event).toList()),
                        new InterpretationCache(),
                        now);
    }

    static SupplyNetwork network(Food seed, EventBuilder... told) {
        TraceEvidence known = evidence(
                seed.key(),
                Direction.BOTH,
                KnownFacts.none(),
                Stream.of(told).map(EventBuilder::event).toList());
        return SupplyNetworkReading.of(new TraceWithUnits(ClassifiedTrace.of(known), Optional.empty()));
    }

    static CriticalTrackingEvents of(LotKey seed, Direction direction, MasterData masterData, List<EpcisEvent> told) {
        return TraceClassifier.of(evidence(seed, direction, masterData, told));
    }

    private static TraceEvidence evidence(
            LotKey seed, Direction direction, MasterData masterData, List<EpcisEvent> told) {
        return evidence(seed, direction, masterData, told, Set.of());
    }

    /** @param together the eventIDs of events that one document told */
    private static TraceEvidence evidence(
            LotKey seed, Direction direction, MasterData masterData, List<EpcisEvent> told, Set<String> together) {
        List<CapturedEvent> captured = new ArrayList<>();
        for (EpcisEvent event : told) {
            long position = captured.size() + 1L;
            captured.add(new CapturedEvent(
                    position, event, "{}", together.contains(event.eventID()) ? NOW : NOW.plusSeconds(position)));
        }
        captured.sort(CapturedEvent.IN_EVENT_ORDER);
        List<EpcisEvent> inOrder = captured.stream().map(CapturedEvent::event).toList();
        Trace trace = trace(seed, direction, inOrder);
        return new TraceEvidence(trace, captured, Packed.by(captured), masterData);
    }

    private static Trace trace(LotKey seed, Direction direction, List<EpcisEvent> events) {
        Set<LotKey> lots = new LinkedHashSet<>(Set.of(seed));
        if (direction.goesForward()) walk(seed, events, Traced::inputs, Traced::outputs, lots);
        if (direction.goesBackward()) {
            Set<LotKey> up = new LinkedHashSet<>(Set.of(seed));
            walk(seed, events, Traced::outputs, Traced::inputs, up);
            lots.addAll(up);
        }
        List<Trace.Node> nodes = lots.stream()
                .map(lot -> new Trace.Node(new Lot(ORGANISATION, lot), Trace.Role.SEED, 0))
                .toList();
        return new Trace(new Lot(ORGANISATION, seed), direction, events.size(), nodes, List.of());
    }

    private static void walk(
            LotKey lot,
            List<EpcisEvent> events,
            Function<List<TransformationEvent>, Set<LotKey>> near,
            Function<List<TransformationEvent>, Set<LotKey>> far,
            Set<LotKey> reached) {
        for (List<TransformationEvent> joined : transformations(events)) {
            if (!near.apply(joined).contains(lot)) continue;
            for (LotKey next : far.apply(joined)) {
                if (reached.add(next)) walk(next, events, near, far, reached);
            }
        }
    }

    private static List<List<TransformationEvent>> transformations(List<EpcisEvent> events) {
        Map<String, List<TransformationEvent>> joined = new HashMap<>();
        for (EpcisEvent event : events) {
            if (event instanceof TransformationEvent t) {
                String key = t.transformationID() == null ? t.eventID() : t.transformationID();
                joined.computeIfAbsent(key, k -> new ArrayList<>()).add(t);
            }
        }
        return List.copyOf(joined.values());
    }

    private static Set<LotKey> inputs(List<TransformationEvent> joined) {
        return keys(joined.stream().flatMap(t -> t.inputQuantityList().stream()));
    }

    private static Set<LotKey> outputs(List<TransformationEvent> joined) {
        return keys(joined.stream().flatMap(t -> t.outputQuantityList().stream()));
    }

    private static Set<LotKey> keys(Stream<QuantityElement> elements) {
        Set<LotKey> keys = new LinkedHashSet<>();
        elements.forEach(e -> LotKey.of(e.epcClass()).ifPresent(keys::add));
        return keys;
    }
}
