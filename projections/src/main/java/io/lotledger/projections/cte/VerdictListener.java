package io.lotledger.projections.cte;

import java.util.List;

/** Hears what events are in the rule's terms: of each CTE and each lot of the trace, with how much of it. */
interface VerdictListener {

    /** An event that takes nothing in. */
    void heard(Happening at, LotAmount amount, Verdict verdict);

    /** A transformation, for one of the lots it made. */
    void heard(MadeLots made, LotAmount output, List<LotAmount> used, Verdict verdict);
}
