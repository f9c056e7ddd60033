package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Inputs and outputs of a transformation per lot (or ingredient without lot) and unit of measure, summed over its
 * events.
 */
public final class TransformedAmounts {
    private final List<LotAmount> inputs;
    private final List<LotAmount> outputs;
    private final Set<LotKey> inputLots;
    private final Map<LotKey, List<LotAmount>> outputsByLot;

    private TransformedAmounts(List<LotAmount> inputs, List<LotAmount> outputs) {
        this.inputs = LotAmount.summed(inputs);
        this.outputs = LotAmount.summed(outputs);
        this.inputLots = LotAmount.byLot(inputs).keySet();
        this.outputsByLot = LotAmount.byLot(this.outputs);
    }

    static TransformedAmounts of(List<LotEvent> events) {
        List<LotAmount> inputs = new ArrayList<>();
        List<LotAmount> outputs = new ArrayList<>();
        for (LotEvent event : events) {
            inputs.addAll(event.inputs());
            outputs.addAll(event.outputs());
        }
        return new TransformedAmounts(inputs, outputs);
    }

    public List<LotAmount> inputs() {
        return inputs;
    }

    public boolean use(LotKey lot) {
        return inputLots.contains(lot);
    }

    public List<LotAmount> outputs() {
        return outputs;
    }

    public List<LotAmount> outputs(LotKey lot) {
        return outputsByLot.getOrDefault(lot, List.of());
    }
}
