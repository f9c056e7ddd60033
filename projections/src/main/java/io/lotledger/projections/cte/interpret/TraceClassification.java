package io.lotledger.projections.cte.interpret;

import io.lotledger.projections.cte.model.CriticalTrackingEvents;
import io.lotledger.projections.lineage.evidence.TraceEvidence;

/** Says what the events of a trace are in the rule's terms. Pure: equal evidence, equal answer. */
@FunctionalInterface
public interface TraceClassification {
    CriticalTrackingEvents of(TraceEvidence evidence);
}
