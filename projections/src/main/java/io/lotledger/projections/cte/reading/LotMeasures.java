package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The units of measure in which the events of one lot count it, in the order in which they are first used. */
public final class LotMeasures {
    private final Map<String, Integer> firstUses = new HashMap<>();

    private LotMeasures() {}

    /** @param events of the lot, in event order */
    public static LotMeasures of(LotKey lot, List<LotEvent> events) {
        LotMeasures measures = new LotMeasures();
        for (LotEvent event : events) {
            event.amounts(lot).filter(amount -> amount.quantity() != null).forEach(measures::learn);
        }
        return measures;
    }

    private void learn(LotAmount amount) {
        firstUses.putIfAbsent(UnitOfMeasure.inWords(amount.uom()), firstUses.size());
    }

    /** When the lot was first counted in a unit of the amounts; the least is the unit in which it was made. */
    public int firstUse(List<LotAmount> amounts) {
        return amounts.stream()
                .mapToInt(amount -> firstUses.getOrDefault(UnitOfMeasure.inWords(amount.uom()), Integer.MAX_VALUE))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
