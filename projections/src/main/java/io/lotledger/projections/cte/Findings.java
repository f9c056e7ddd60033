package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.TraceEvidence;
import java.util.ArrayList;
import java.util.List;

/** All that can be found about one lot from its own events and those of its inputs; cycles are found by {@link LotFindings}. */
final class Findings {
    private final FindingPolicy policy;

    Findings(FindingPolicy policy) {
        this.policy = policy;
    }

    /** @param evidence of the one lot its trace has for a seed */
    List<Finding> of(TraceEvidence evidence) {
        LotCase lot = LotCase.of(evidence);
        List<Finding> found = new ArrayList<>();
        found.addAll(new BeginningFindings(lot, policy).find());
        found.addAll(new MovementFindings(lot).find());
        found.addAll(new MakingFindings(lot, policy).find());
        found.addAll(new RecordFindings(lot, evidence.masterData()).find());
        return found;
    }
}
