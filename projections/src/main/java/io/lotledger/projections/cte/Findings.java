package io.lotledger.projections.cte;

import io.lotledger.projections.lineage.TraceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that can be found about one lot from its own events and those of its inputs; cycles are found by {@link LotFindings}. */
final class Findings {
    private final FindingPolicy policy;

    Findings(FindingPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param evidence of the one lot its trace has for a seed
     * @param read keeps what the evidence of other lots shares with this one
     * @param now what left long before it and no receipt has met is overdue
     */
    List<Finding> of(TraceEvidence evidence, ReadEvents read, Instant now) {
        LotCase lot = LotCase.of(evidence, read, policy.overdueBefore(now));
        List<Finding> found = new ArrayList<>();
        found.addAll(new BeginningFindings(lot, policy).find());
        found.addAll(new MovementFindings(lot, policy).find());
        found.addAll(new MakingFindings(lot, policy).find());
        found.addAll(new RecordFindings(lot, evidence.masterData()).find());
        return found;
    }
}
