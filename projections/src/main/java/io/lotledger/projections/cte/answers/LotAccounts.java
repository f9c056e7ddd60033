package io.lotledger.projections.cte.answers;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.balance.BalanceSheet;
import io.lotledger.projections.cte.balance.InventoryMovements;
import io.lotledger.projections.cte.classify.ShipmentReconciliation;
import io.lotledger.projections.cte.interpret.Destinations;
import io.lotledger.projections.cte.interpret.EventInterpretation;
import io.lotledger.projections.cte.model.BlastRadius;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.cte.model.MassBalance;
import io.lotledger.projections.cte.model.TimelineEntry;
import io.lotledger.projections.lineage.Direction;
import io.lotledger.projections.lineage.Lot;
import io.lotledger.projections.lineage.LotLineage;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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

    /** Every event of the trace and of units without a lot that were made of its lots, in event order. */
    public List<TimelineEntry> timeline(Trace trace) {
        return timeline(TraceWithUnits.of(trace, evidence));
    }

    public List<TimelineEntry> timeline(TraceWithUnits known) {
        return TimelineReading.of(known);
    }

    /** The places of the trace, and the deliveries of its lots and of units without a lot between them. */
    public SupplyNetwork network(Trace trace) {
        return network(TraceWithUnits.of(trace, evidence));
    }

    public SupplyNetwork network(TraceWithUnits known) {
        return SupplyNetworkReading.of(known);
    }
}
