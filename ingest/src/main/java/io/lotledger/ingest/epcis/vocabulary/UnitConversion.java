package io.lotledger.ingest.epcis.vocabulary;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Compares measurements given in different units of one quantity, such as 50 °F and 10 °C. Units are codes of UN/ECE
 * Recommendation 20, case-sensitive. The arithmetic is exact: nothing is rounded, so equal amounts are equal in every
 * unit.
 *
 * <p>Only units whose factor is exact by definition are converted ({@link UnitTable}). Any other code is comparable with
 * itself and its {@linkplain UnitCode#synonyms synonym} alone.
 */
public final class UnitConversion {
    private UnitConversion() {}

    /**
     * The quantity that a unit measures, such as {@code mass}. Units of one quantity are comparable.
     *
     * @return empty if the unit is not converted
     */
    public static Optional<String> quantityOf(String uom) {
        return UnitTable.find(uom).map(Unit::quantity);
    }

    /**
     * Compares two measurements as {@link Comparable#compareTo} does. Takes time proportional to the digits written,
     * whatever the exponents are.
     *
     * @return empty if the two units are not comparable
     */
    public static Optional<Integer> compare(BigDecimal value, String uom, BigDecimal other, String otherUom) {
        if (isSame(uom, otherUom)) return Optional.of(value.compareTo(other));
        return UnitTable.find(uom)
                .flatMap(unit -> UnitTable.find(otherUom)
                        .filter(unit::measuresTheSameAs)
                        .map(otherUnit -> compare(value, unit, other, otherUnit)));
    }

    /**
     * Compares two differences of measurements, such as standard deviations: 1 CEL is then 1.8 FAH, not 33.8.
     *
     * @return empty if the two units are not comparable
     */
    public static Optional<Integer> compareDifferences(
            BigDecimal value, String uom, BigDecimal other, String otherUom) {
        if (isSame(uom, otherUom)) return Optional.of(value.compareTo(other));
        return UnitTable.find(uom)
                .flatMap(unit -> UnitTable.find(otherUom)
                        .filter(unit::measuresTheSameAs)
                        .map(otherUnit -> compare(value, unit.ofDifferences(), other, otherUnit.ofDifferences())));
    }

    private static boolean isSame(String uom, String otherUom) {
        return uom.equals(otherUom) || UnitCode.synonyms(uom).contains(otherUom);
    }

    /**
     * (value · n + offset) / d against (other · n' + offset') / d': both sides are multiplied by d · d', which are
     * positive.
     */
    private static int compare(BigDecimal value, Unit unit, BigDecimal other, Unit otherUnit) {
        BigDecimal scale = new BigDecimal(unit.denominator());
        BigDecimal otherScale = new BigDecimal(otherUnit.denominator());
        return signOfSum(Stream.of(
                value.multiply(new BigDecimal(unit.numerator())).multiply(otherScale),
                new BigDecimal(unit.offset()).multiply(otherScale),
                other.multiply(new BigDecimal(otherUnit.numerator()))
                        .multiply(scale)
                        .negate(),
                new BigDecimal(otherUnit.offset()).multiply(scale).negate()));
    }

    /**
     * The sign of a sum of at most four terms. Adds them from the largest down and stops when the rest is too small to
     * change the sign. So 1E+2000000 and 1 are never written out to be added.
     */
    private static int signOfSum(Stream<BigDecimal> terms) {
        List<BigDecimal> descending = terms.filter(term -> term.signum() != 0)
                .sorted(Comparator.comparingLong(UnitConversion::exponent).reversed())
                .toList();
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal term : descending) {
            boolean restIsTooSmall = sum.signum() != 0 && exponent(sum) > exponent(term) + 1;
            if (restIsTooSmall) return sum.signum();
            sum = sum.signum() == 0 ? term : sum.add(term); // adding to 0E0 would write the term out
        }
        return sum.signum();
    }

    /** The power of ten of the first digit. */
    private static long exponent(BigDecimal value) {
        return (long) value.precision() - value.scale() - 1;
    }
}
