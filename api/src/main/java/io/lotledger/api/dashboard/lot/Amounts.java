package io.lotledger.api.dashboard.lot;

import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.lineage.Trace.Amount;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Quantities in words. */
public final class Amounts {
    private Amounts() {}

    /** "13,200 pounds". */
    public static String words(@Nullable BigDecimal quantity, @Nullable String uom) {
        return quantity == null ? "" : number(quantity) + " " + unit(quantity, UnitOfMeasure.inWords(uom));
    }

    /** "12,000.5" with all its decimals. */
    static String number(BigDecimal quantity) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.US));
        format.setMaximumFractionDigits(Math.max(0, quantity.scale()));
        return format.format(quantity);
    }

    /** "1,800" for "1800"; another text as it is. */
    static String grouped(String text) {
        return text.matches("\\d{4,15}(\\.\\d{1,6})?") ? number(new BigDecimal(text)) : text;
    }

    /** "13,200 pounds, 40 cases": sums by unit of measure. Empty if none has a quantity. */
    static String sum(Collection<? extends @Nullable Amount> amounts) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        for (@Nullable Amount amount : amounts) {
            if (amount == null || amount.quantity() == null) continue;
            sums.merge(UnitOfMeasure.inWords(amount.uom()), amount.quantity(), BigDecimal::add);
        }
        return sums.entrySet().stream()
                .map(sum -> number(sum.getValue()) + " " + unit(sum.getValue(), sum.getKey()))
                .collect(Collectors.joining(", "));
    }

    /** "1 case", "2 cases". */
    private static String unit(BigDecimal quantity, String unit) {
        boolean isOne = quantity.compareTo(BigDecimal.ONE) == 0;
        return isOne && unit.matches("[a-z]+[^sx]s") ? unit.substring(0, unit.length() - 1) : unit;
    }
}
