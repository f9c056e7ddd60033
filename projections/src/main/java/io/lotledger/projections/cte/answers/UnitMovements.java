package io.lotledger.projections.cte.answers;

import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.cte.model.CriticalTrackingEvent;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.lineage.facts.CapturedEvent;
import java.util.List;
import java.util.Optional;

/**
 * Movements of the units that were made of a trace's lots while no event says of which lot they are. FDA's tabs cannot have
 * them, because they have no traceability lot code, but a recall must know where they went.
 *
 * @param rows as if each unit were a lot with the unit's URI
 * @param destinations where the units went, with and without rows
 * @param events that support both, in event order
 */
public record UnitMovements(
        List<CriticalTrackingEvent> rows, List<Destination> destinations, List<CapturedEvent> events) {
    public static final UnitMovements NONE = new UnitMovements(List.of(), List.of(), List.of());

    public UnitMovements {
        rows = List.copyOf(rows);
        destinations = List.copyOf(destinations);
        events = List.copyOf(events);
    }

    /** Of the units made of the seeds and of the lots made from them, and of those through which the others came. */
    public static UnitMovements of(Trace trace, Evidence evidence) {
        return of(evidence.ofUnitsWithoutLot(trace).map(ClassifiedTrace::of));
    }

    public static UnitMovements of(Optional<ClassifiedTrace> units) {
        return units.map(known -> new UnitMovements(
                        known.ctes().rows(),
                        known.destinations(),
                        known.evidence().events()))
                .orElse(NONE);
    }
}
