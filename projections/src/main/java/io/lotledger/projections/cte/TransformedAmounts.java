package io.lotledger.projections.cte;

import io.lotledger.ingest.epcis.LotKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What went into a transformation and what came out, per lot (or ingredient without lot) and unit of measure, summed over its events. */
final class TransformedAmounts {
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

    static TransformedAmounts of(List<LaidOpen> events) {
        List<LotAmount> inputs = new ArrayList<>();
        List<LotAmount> outputs = new ArrayList<>();
        for (LaidOpen event : events) {
            inputs.addAll(event.inputs());
            outputs.addAll(event.outputs());
        }
        return new TransformedAmounts(inputs, outputs);
    }

    List<LotAmount> inputs() {
        return inputs;
    }

    boolean use(LotKey lot) {
        return inputLots.contains(lot);
    }

    List<LotAmount> outputs() {
        return outputs;
    }

    List<LotAmount> outputs(LotKey lot) {
        return outputsByLot.getOrDefault(lot, List.of());
    }
}
