package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.evidence.TraceEvidence;

/** Classifies the events of a trace under the rule. A pure function of the evidence. */
@FunctionalInterface
public interface TraceClassification {
    CriticalTrackingEvents of(TraceEvidence evidence);
}
