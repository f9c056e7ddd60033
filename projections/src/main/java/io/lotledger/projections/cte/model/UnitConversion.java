package io.lotledger.projections.cte.model;

import io.lotledger.projections.lineage.facts.UnitOfMeasureCode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Units of one dimension convert into each other exactly: pounds into kilograms, but not cases into kilograms. */
public final class UnitConversion {
    private static final String MASS = "mass";
    private static final String VOLUME = "volume";
    private static final String COUNT = "count";

    /** By Recommendation 20; in kilograms, liters and single things. */
    private static final Map<String, Unit> UNITS = Map.ofEntries(
            unit("KGM", MASS, "1"),
            unit("GRM", MASS, "0.001"),
            unit("MGM", MASS, "0.000001"),
            unit("TNE", MASS, "1000"),
            unit("DTN", MASS, "100"),
            unit("LBR", MASS, "0.45359237"),
            unit("ONZ", MASS, "0.028349523125"),
            unit("STN", MASS, "907.18474"),
            unit("LTN", MASS, "1016.0469088"),
            unit("CWA", MASS, "45.359237"),
            unit("CWI", MASS, "50.80234544"),
            unit("LTR", VOLUME, "1"),
            unit("MLT", VOLUME, "0.001"),
            unit("HLT", VOLUME, "100"),
            unit("MTQ", VOLUME, "1000"),
            unit("GLL", VOLUME, "3.785411784"),
            unit("GLI", VOLUME, "4.54609"),
            unit("QTL", VOLUME, "0.946352946"),
            unit("PTL", VOLUME, "0.473176473"),
            unit("PTI", VOLUME, "0.56826125"),
            unit("OZA", VOLUME, "0.0295735295625"),
            unit("", COUNT, "1"),
            unit("DZN", COUNT, "12"),
            unit("GRO", COUNT, "144"),
            unit("PR", COUNT, "2"));

    private record Unit(String dimension, BigDecimal size) {}

    private UnitConversion() {}

    private static Map.Entry<String, Unit> unit(String code, String dimension, String size) {
        return Map.entry(code, new Unit(dimension, new BigDecimal(size)));
    }

    /** Empty if the unit converts into no other. */
    public static Optional<String> dimension(@Nullable String uom) {
        return unit(uom).map(Unit::dimension);
    }

    /** @param to of the same dimension */
    public static BigDecimal convert(BigDecimal quantity, @Nullable String from, @Nullable String to) {
        BigDecimal size = unit(from).orElseThrow().size();
        return quantity.multiply(size).divide(unit(to).orElseThrow().size(), MathContext.DECIMAL64);
    }

    private static Optional<Unit> unit(@Nullable String uom) {
        return Optional.ofNullable(UNITS.get(UnitOfMeasureCode.canonical(uom)));
    }
}
