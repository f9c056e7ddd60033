package io.lotledger.api.lots.trace;

import io.lotledger.projections.cte.answers.TraceWithUnits;
import io.lotledger.projections.cte.interpret.ClassifiedTrace;
import io.lotledger.projections.lineage.Trace;
import io.lotledger.projections.lineage.evidence.Evidence;
import org.springframework.stereotype.Component;

/** Reads the records of traces. */
@Component
public class TraceRecords {
    private final Evidence evidence;

    TraceRecords(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Reads every event of the trace once. */
    public ClassifiedTrace of(Trace trace) {
        return ClassifiedTrace.of(evidence.of(trace));
    }

    /** The same with the records of the units without a lot that were made of its lots. */
    public TraceWithUnits withUnits(ClassifiedTrace trace) {
        return TraceWithUnits.of(trace, evidence);
    }
}
