package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.CteClassification;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.List;

/** Receives the classification of each CTE and each lot of the trace, with the amount. */
public interface ClassificationListener {

    /** A CTE without inputs. */
    void classified(ResolvedEvent at, LotAmount amount, CteClassification classification);

    /** A transformation, for one of its outputs. */
    void classified(
            JoinedTransformation made, LotAmount output, List<LotAmount> used, CteClassification classification);

    /** A transformation whose outputs name no lot, for a lot that it used. */
    void classifiedWithoutNewLot(
            JoinedTransformation made, LotKey lot, List<LotAmount> used, CteClassification classification);
}
