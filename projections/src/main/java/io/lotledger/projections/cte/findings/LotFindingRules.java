package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.classify.LotEventCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All that can be found about one lot from its own events and those of its inputs; cycles are found by {@link LotFindings}. */
public final class LotFindingRules {
    private final FindingPolicy policy;

    public LotFindingRules(FindingPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param evidence of the one lot its trace has for a seed
     * @param read keeps what the evidence of other lots shares with this one
     * @param now what left long before it and no receipt has met is overdue
     */
    public List<Finding> of(TraceEvidence evidence, LotEventCache read, Instant now) {
        LotAnalysis lot = LotAnalysis.of(evidence, read, policy.overdueBefore(now));
        List<Finding> found = new ArrayList<>();
        found.addAll(new LotCodeFindings(lot, policy).find());
        found.addAll(new ShipmentFindings(lot, policy).find());
        found.addAll(new ProductionFindings(lot, policy).find());
        found.addAll(new RecordFindings(lot, evidence.masterData()).find());
        return found;
    }
}
