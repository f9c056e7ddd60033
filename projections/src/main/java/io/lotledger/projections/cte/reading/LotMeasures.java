package io.lotledger.projections.cte.reading;

import io.lotledger.ingest.epcis.identifier.LotKey;
import io.lotledger.projections.cte.model.UnitConversion;
import io.lotledger.projections.cte.model.UnitOfMeasure;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The units of measure of one lot. Amounts of one dimension are counted in the unit of its first event: 45.36 kilograms of
 * a lot that was packed in pounds are 100 pounds. A converted amount that an event states in that unit, within the digits
 * that both give, is that one; any other has as many digits as were stated.
 */
public final class LotMeasures {
    private static final int FEWEST_DIGITS = 3;

    private final Map<String, Measure> byDimension = new HashMap<>();
    private final Map<String, Integer> firstUses = new HashMap<>();

    /** @param stated the quantities that events give in this unit */
    private record Measure(@Nullable String uom, NavigableSet<BigDecimal> stated) {}

    private LotMeasures() {}

    /** @param events of the lot, in event order */
    public static LotMeasures of(LotKey lot, List<LotEvent> events) {
        LotMeasures measures = new LotMeasures();
        for (LotEvent event : events) {
            LotAmount.summed(event.amounts(lot).toList()).forEach(measures::learn);
            event.amounts(lot).forEach(measures::learn);
        }
        return measures;
    }

    private void learn(LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        if (quantity == null) return;
        firstUses.putIfAbsent(UnitOfMeasure.inWords(amount.uom()), firstUses.size());
        UnitConversion.dimension(amount.uom()).ifPresent(dimension -> {
            Measure measure = byDimension.computeIfAbsent(dimension, d -> new Measure(amount.uom(), new TreeSet<>()));
            if (UnitOfMeasure.same(measure.uom(), amount.uom()))
                measure.stated().add(quantity);
        });
    }

    public List<LotAmount> inLotUnits(List<LotAmount> amounts) {
        return amounts.stream().map(this::inLotUnits).toList();
    }

    private LotAmount inLotUnits(LotAmount amount) {
        BigDecimal quantity = amount.quantity();
        Measure measure = UnitConversion.dimension(amount.uom())
                .map(byDimension::get)
                .filter(known -> !UnitOfMeasure.same(known.uom(), amount.uom()))
                .orElse(null);
        if (measure == null || quantity == null) return amount;
        return new LotAmount(
                amount.lot(),
                converted(quantity, amount.uom(), measure),
                measure.uom(),
                amount.asSent(),
                amount.unit());
    }

    private static BigDecimal converted(BigDecimal quantity, @Nullable String uom, Measure measure) {
        BigDecimal exact = UnitConversion.convert(quantity, uom, measure.uom());
        BigDecimal inaccuracy = UnitConversion.convert(halfOfLastDigit(quantity), uom, measure.uom());
        return Stream.of(measure.stated().floor(exact), measure.stated().ceiling(exact))
                .filter(Objects::nonNull)
                .filter(stated -> stated.subtract(exact).abs().compareTo(inaccuracy.max(halfOfLastDigit(stated))) <= 0)
                .findFirst()
                .orElseGet(() -> exact.round(
                        new MathContext(Math.max(FEWEST_DIGITS, quantity.precision()), RoundingMode.HALF_UP)));
    }

    private static BigDecimal halfOfLastDigit(BigDecimal quantity) {
        return quantity.ulp().multiply(new BigDecimal("0.5"));
    }

    /** When the lot was first counted in a unit of the amounts; the least is the unit in which it was made. */
    public int firstUse(List<LotAmount> amounts) {
        return amounts.stream()
                .mapToInt(amount -> firstUses.getOrDefault(UnitOfMeasure.inWords(amount.uom()), Integer.MAX_VALUE))
                .min()
                .orElse(Integer.MAX_VALUE);
    }
}
