package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.BalanceSheet;
import io.lotledger.projections.cte.balance.InventoryMovements;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.interpret.Destinations;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.interpret.TraceClassifier;
import io.lotledger.projections.cte.model.BlastRadius;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.cte.reading.Endpoints;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import io.lotledger.projections.cte.table.CteDerivation;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Accounts of a lot: its quantities, places and timeline, each as of a log position. */
public final class LotAccounts {
    private final LotLineage lineage;
    private final Evidence evidence;
    private final FindingPolicy policy;

    public LotAccounts(LotLineage lineage, Evidence evidence, FindingPolicy policy) {
        this.lineage = lineage;
        this.evidence = evidence;
        this.policy = policy;
    }

    /** @param now reference time for overdue shipments */
    public MassBalance massBalance(Lot lot, long logPosition, Instant now) {
        TraceEvidence own = evidence.ofEach(lot.organisation(), List.of(lot.id()), logPosition, false)
                .get(lot.id());
        return massBalance(lot, Optional.ofNullable(own), now);
    }

    /** @param own the evidence of the lot by itself */
    public MassBalance massBalance(Lot lot, Optional<TraceEvidence> own, Instant now) {
        return own.map(known -> balance(lot.key(), EventInterpretation.of(known), now))
                .orElseGet(() -> new MassBalance(lot.key(), List.of()));
    }

    /** The mass balance of every lot of the trace, in trace order. */
    public List<MassBalance> balances(TraceEvidence evidence, Instant now) {
        EventInterpretation interpretation = EventInterpretation.of(evidence);
        return evidence.trace().nodes().stream()
                .map(node -> balance(node.lot().key(), interpretation, now))
                .toList();
    }

    private MassBalance balance(LotKey lot, EventInterpretation interpretation, Instant now) {
        ShipmentReconciliation reconciliation = interpretation.movements().reconciliation(lot);
        return BalanceSheet.of(
                lot,
                InventoryMovements.of(lot, interpretation, reconciliation),
                reconciliation,
                policy.overdueBefore(now));
    }

    /** The blast radius of the lot and everything made from it, units without a lot included. */
    public BlastRadius blastRadius(Lot lot, long logPosition) {
        Trace trace = lineage.trace(lot, Direction.FORWARD, logPosition);
        Optional<TraceEvidence> units = evidence.ofUnitsWithoutLot(trace);
        List<Destinations> went = Stream.concat(Stream.of(evidence.of(trace)), units.stream())
                .map(known -> Destinations.of(known.trace(), EventInterpretation.of(known)))
                .toList();
        List<String> shipTo = sorted(went, Destinations::shipTo);
        return new BlastRadius(
                trace.nodes().size() - 1,
                lineage.countSerials(lot.organisation(), trace.lotIds(), logPosition),
                shipTo,
                sorted(went, Destinations::receivedAt).stream()
                        .filter(place -> !shipTo.contains(place))
                        .toList(),
                sorted(went, Destinations::organizations),
                units.map(known -> known.trace().nodes().stream()
                                .map(node -> node.lot().key().uri())
                                .distinct()
                                .toList())
                        .orElse(List.of()));
    }

    private static List<String> sorted(List<Destinations> went, Function<Destinations, Collection<String>> places) {
        return went.stream()
                .flatMap(one -> places.apply(one).stream())
                .distinct()
                .sorted()
                .toList();
    }

    /** Every event of the trace, in event order. */
    public List<TimelineEntry> timeline(Trace trace) {
        return timeline(evidence.of(trace));
    }

    /** Every event of the evidence that concerns its trace, in event order. */
    public List<TimelineEntry> timeline(TraceEvidence known) {
        EventInterpretation interpretation = EventInterpretation.of(known);
        CriticalTrackingEvents ctes = TraceClassifier.of(known, interpretation);
        Map<String, Set<String>> words = new LinkedHashMap<>();
        Map<String, Set<String>> reasons = new LinkedHashMap<>();
        for (CriticalTrackingEvent row : ctes.rows()) {
            String event = row.basis().eventID();
            words.computeIfAbsent(event, e -> new LinkedHashSet<>()).add(CteDerivation.word(row));
            reasons.computeIfAbsent(event, e -> new LinkedHashSet<>())
                    .add(row.basis().reason());
        }
        for (CriticalTrackingEvents.Unclassified none : ctes.unclassified()) {
            reasons.computeIfAbsent(none.eventID(), e -> new LinkedHashSet<>()).add(none.reason());
        }
        Map<String, CapturedEvent> captured =
                known.events().stream().collect(Collectors.toMap(c -> c.event().eventID(), c -> c, (one, same) -> one));
        Set<LotKey> lots = keys(known.trace());
        List<TimelineEntry> timeline = new ArrayList<>();
        for (ResolvedEvent resolved : interpretation.history().all()) {
            String id = resolved.event().eventID();
            CapturedEvent event = captured.get(id);
            List<LotKey> own = resolved.lots().stream().filter(lots::contains).toList();
            boolean shown = !own.isEmpty() || reasons.containsKey(id);
            if (event == null || !shown) continue; // belongs to an input's past, outside the trace
            timeline.add(new TimelineEntry(
                    event,
                    own,
                    Endpoints.place(resolved.event()),
                    Endpoints.recipients(resolved.event()),
                    List.copyOf(words.getOrDefault(id, Set.of())),
                    List.copyOf(reasons.getOrDefault(id, Set.of()))));
        }
        return timeline;
    }

    /** The places of the trace, and the deliveries of its lots between them. */
    public SupplyNetwork network(Trace trace) {
        return network(evidence.of(trace));
    }

    public SupplyNetwork network(TraceEvidence known) {
        return SupplyNetworkReading.of(
                known.trace().nodes().stream().map(node -> node.lot().key()).toList(), EventInterpretation.of(known));
    }

    private static Set<LotKey> keys(Trace trace) {
        return trace.nodes().stream().map(node -> node.lot().key()).collect(Collectors.toSet());
    }
}
