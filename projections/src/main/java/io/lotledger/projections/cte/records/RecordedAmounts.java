package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.LotAmount;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The amounts that two records of one movement may state: equal ones. */
public final class RecordedAmounts {
    private RecordedAmounts() {}

    static boolean areOne(MovementRecord one, MovementRecord other) {
        return one.amountsInWords().equals(other.amountsInWords());
    }

    /** The sums per unit of measure, sorted. */
    public static List<String> inWords(List<LotAmount> amounts) {
        return LotAmount.summed(amounts).stream()
                .map(amount -> plain(amount.quantity()) + " " + UnitOfMeasure.inWords(amount.uom()))
                .sorted()
                .toList();
    }

    private static String plain(@Nullable BigDecimal quantity) {
        return quantity == null ? "" : quantity.stripTrailingZeros().toPlainString();
    }
}
