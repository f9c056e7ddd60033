package io.lotledger.projections.cte.findings;

import io.lotledger.projections.cte.balance.LotAnalysis;
import io.lotledger.projections.cte.interpret.InterpretationCache;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingPolicy;
import io.lotledger.projections.lineage.evidence.TraceEvidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** All findings about one lot from its own events and those of its inputs; {@link LotFindings} finds cycles. */
public final class LotFindingRules {
    private final FindingPolicy policy;

    public LotFindingRules(FindingPolicy policy) {
        this.policy = policy;
    }

    /**
     * @param evidence the evidence of the lot that is the seed of its trace
     * @param cache shared with the evidence of other lots
     * @param now reference time for overdue shipments
     */
    public List<Finding> of(TraceEvidence evidence, InterpretationCache cache, Instant now) {
        return of(LotAnalysis.of(evidence, cache, policy.overdueBefore(now)));
    }

    public List<Finding> of(LotAnalysis lot) {
        List<Finding> found = new ArrayList<>();
        found.addAll(new LotCodeFindings(lot, policy).find());
        found.addAll(new ShipmentFindings(lot, policy).find());
        found.addAll(new UnitsShippedTwice(lot).find());
        found.addAll(new AmountsShippedTwice(lot).find());
        found.addAll(new AmountsToldTwice(lot).find());
        found.addAll(new UnitsToldAsOneAmount(lot).find());
        found.addAll(new ProductionFindings(lot, policy).find());
        found.addAll(new CoolingFindings(lot).find());
        found.addAll(new RecordFindings(lot).find());
        return found;
    }
}
