package io.lotledger.api.lots.picture;

import io.lotledger.projections.cte.model.UnitOfMeasure;
import io.lotledger.projections.lineage.Trace.Amount;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sums of quantities, one for each unit of measure, as text: {@code 9,000 lb + 12 cases}. */
public final class QuantitySum {
    /** Units that a label can abbreviate as everyone does. */
    private static final Map<String, String> SHORT = Map.of(
            "pounds", "lb",
            "kilograms", "kg",
            "grams", "g",
            "ounces", "oz",
            "tonnes", "t",
            "liters", "l",
            "gallons", "gal");

    private final TreeMap<String, BigDecimal> sums = new TreeMap<>();

    public void add(@Nullable Amount amount) {
        if (amount == null || amount.quantity() == null) return;
        String unit = UnitOfMeasure.inWords(amount.uom());
        sums.merge(SHORT.getOrDefault(unit, unit), amount.quantity(), BigDecimal::add);
    }

    public String text() {
        return sums.entrySet().stream()
                .map(sum -> number(sum.getValue()) + " " + unit(sum.getValue(), sum.getKey()))
                .collect(Collectors.joining(" + "));
    }

    public static String text(@Nullable Amount amount) {
        QuantitySum sum = new QuantitySum();
        sum.add(amount);
        return sum.text();
    }

    private static String unit(BigDecimal quantity, String words) {
        if (quantity.compareTo(BigDecimal.ONE) != 0 || !words.endsWith("s")) return words;
        return words.endsWith("xes") || words.endsWith("ches")
                ? words.substring(0, words.length() - 2)
                : words.substring(0, words.length() - 1);
    }

    private static String number(BigDecimal quantity) {
        DecimalFormat format = new DecimalFormat("#,##0.###", DecimalFormatSymbols.getInstance(Locale.US));
        format.setMaximumFractionDigits(Math.max(0, quantity.scale()));
        return format.format(quantity);
    }
}
