package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.TraceEvidence;

/** Says what the events of a trace are in the rule's terms. Pure: equal evidence, equal answer. */
@FunctionalInterface
public interface CteClassification {
    CriticalTrackingEvents of(TraceEvidence evidence);
}
