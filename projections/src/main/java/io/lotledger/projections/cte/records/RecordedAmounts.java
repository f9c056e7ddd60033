package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.cte.reading.LotAmount;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The amounts that two records of one movement may state: equal ones, or amounts in different units of measure,
 * if a logistic unit or document joins the records.
 */
public final class RecordedAmounts {
    private RecordedAmounts() {}

    static boolean areOne(MovementRecord one, MovementRecord other) {
        if (one.amountsInWords().equals(other.amountsInWords())) return true;
        return !one.isOfKind(other)
                && (!one.unitsInCommon(other).isEmpty() || one.documents().share(other.documents()))
                && isInOtherUnits(one.amounts(), other.amounts());
    }

    /** Whether no amount can be compared with one of the others, such as cases with pounds. */
    private static boolean isInOtherUnits(List<LotAmount> some, List<LotAmount> others) {
        return isKnown(some)
                && isKnown(others)
                && some.stream().noneMatch(one -> others.stream().anyMatch(one::countsWith));
    }

    private static boolean isKnown(List<LotAmount> amounts) {
        return !amounts.isEmpty() && amounts.stream().noneMatch(amount -> amount.quantity() == null);
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
