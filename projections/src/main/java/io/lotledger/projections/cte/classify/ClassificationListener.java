package io.lotledger.projections.cte.classify;

import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;

/** Hears what events are in the rule's terms: of each CTE and each lot of the trace, with how much of it. */
public interface ClassificationListener {

    /** An event that takes nothing in. */
    void heard(ResolvedEvent at, LotAmount amount, CteClassification verdict);

    /** A transformation, for one of the lots it made. */
    void heard(JoinedTransformation made, LotAmount output, List<LotAmount> used, CteClassification verdict);
}
