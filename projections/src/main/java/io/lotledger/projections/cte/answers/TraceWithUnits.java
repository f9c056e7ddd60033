package io.lotledger.projections.cte.answers;

import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import io.lotledger.projections.masterdata.MasterData;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The records of a trace, and apart from them those of the units through which its goods went on while no event says of which
 * lot they are ({@link Evidence#ofUnitsWithoutLot}).
 *
 * @param units each stands in the trace as a lot with the unit's URI; empty if there is no such unit
 */
public record TraceWithUnits(ClassifiedTrace lots, Optional<ClassifiedTrace> units) {

    public static TraceWithUnits of(Trace trace, Evidence evidence) {
        return of(ClassifiedTrace.of(evidence.of(trace)), evidence);
    }

    public static TraceWithUnits of(ClassifiedTrace lots, Evidence evidence) {
        return new TraceWithUnits(lots, evidence.ofUnitsWithoutLot(lots.trace()).map(ClassifiedTrace::of));
    }

    /** Of the places and products of both. */
    public MasterData masterData() {
        MasterData ofLots = lots.evidence().masterData();
        return units.map(ofUnits -> MasterData.either(ofLots, ofUnits.evidence().masterData()))
                .orElse(ofLots);
    }

    Stream<ClassifiedTrace> both() {
        return Stream.concat(Stream.of(lots), units.stream());
    }
}
