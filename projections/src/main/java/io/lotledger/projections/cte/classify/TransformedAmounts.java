package io.lotledger.projections.cte.classify;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.LotAmount;
import io.lotledger.projections.cte.reading.LotEvent;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Inputs and outputs of a transformation per lot (or ingredient without lot) and unit of measure, summed over its
 * events.
 */
public final class TransformedAmounts {
    private final List<LotAmount> inputs;
    private final List<LotAmount> outputs;
    private final Set<LotKey> inputLots;
    private final Map<LotKey, List<LotAmount>> outputsByLot;
    private final Map<LotKey, Integer> lastOutputs;
    private Optional<Yield> measuredYield = Optional.empty();
    private boolean isYieldRead;

    private TransformedAmounts(List<LotAmount> inputs, List<LotAmount> outputs, Map<LotKey, Integer> lastOutputs) {
        this.inputs = LotAmount.summed(inputs);
        this.outputs = LotAmount.summed(outputs);
        this.inputLots = LotAmount.byLot(inputs).keySet();
        this.outputsByLot = LotAmount.byLot(this.outputs);
        this.lastOutputs = lastOutputs;
    }

    static TransformedAmounts of(List<LotEvent> events) {
        List<LotAmount> inputs = new ArrayList<>();
        List<LotAmount> outputs = new ArrayList<>();
        Map<LotKey, Integer> lastOutputs = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            inputs.addAll(events.get(i).inputs());
            outputs.addAll(events.get(i).outputs());
            for (LotKey lot : events.get(i).subjects()) lastOutputs.put(lot, i);
        }
        return new TransformedAmounts(inputs, outputs, lastOutputs);
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

    /** The index of the last event that outputs the lot, otherwise of the last. */
    int completing(LotKey lot, int last) {
        return lastOutputs.getOrDefault(lot, last);
    }

    /**
     * What came in and went out, in one unit of measure.
     *
     * @param madeAsPrinted the codes of the lots made
     * @param lots those made, then those used
     */
    public record Yield(
            BigDecimal in, BigDecimal out, @Nullable String uom, List<String> madeAsPrinted, List<LotKey> lots) {
        public Yield {
            madeAsPrinted = List.copyOf(madeAsPrinted);
            lots = List.copyOf(lots);
        }
    }

    /** Empty unless all inputs and outputs are counted in one unit of measure. */
    public Optional<Yield> measuredYield() {
        if (!isYieldRead) measuredYield = readYield();
        isYieldRead = true;
        return measuredYield;
    }

    private Optional<Yield> readYield() {
        Set<String> units = new HashSet<>();
        @Nullable String uom = null;
        for (LotAmount amount : Stream.concat(inputs.stream(), outputs.stream()).toList()) {
            units.add(UnitOfMeasure.inWords(amount.uom()));
            uom = UnitOfMeasure.either(uom, amount.uom());
        }
        Optional<BigDecimal> in = total(inputs);
        Optional<BigDecimal> out = total(outputs);
        if (units.size() != 1 || in.isEmpty() || out.isEmpty()) return Optional.empty();
        Set<LotKey> lots = lots(outputs);
        List<String> made = lots.stream().map(LotKey::printed).toList();
        lots.addAll(lots(inputs));
        return Optional.of(new Yield(in.get(), out.get(), uom, made, List.copyOf(lots)));
    }

    private static Set<LotKey> lots(List<LotAmount> amounts) {
        return amounts.stream()
                .filter(LotAmount::isLot)
                .map(LotAmount::lot)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The sum; empty if there are no amounts, or one of them has no quantity. */
    private static Optional<BigDecimal> total(List<LotAmount> amounts) {
        BigDecimal total = BigDecimal.ZERO;
        for (LotAmount amount : amounts) {
            BigDecimal quantity = amount.quantity();
            if (quantity == null) return Optional.empty();
            total = total.add(quantity);
        }
        return amounts.isEmpty() ? Optional.empty() : Optional.of(total);
    }
}
