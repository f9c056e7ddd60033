package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.cte.model.Destination;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.util.List;

/** The events of a trace in the terms of the rule, with what they were read from. */
public record ClassifiedTrace(TraceEvidence evidence, EventInterpretation interpretation, CriticalTrackingEvents ctes) {

    public static ClassifiedTrace of(TraceEvidence evidence) {
        EventInterpretation interpretation = EventInterpretation.of(evidence);
        return new ClassifiedTrace(evidence, interpretation, TraceClassifier.of(evidence, interpretation));
    }

    public Trace trace() {
        return evidence.trace();
    }

    /** Where its lots went, with and without rows, in event order. Each call reads the events again. */
    public List<Destination> destinations() {
        return Destinations.of(trace(), interpretation).all();
    }
}
