package io.lotledger.ingest.epcis.vocabulary;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * How a unit relates to the base unit of its quantity: base = (value · numerator + offset) / denominator. Numerator and
 * denominator are positive.
 */
record Unit(String quantity, BigInteger numerator, BigInteger offset, BigInteger denominator) {
    /** @param factor a product of decimals, divided by others, such as {@code 0.45359237*9.80665/0.3048} */
    static Unit of(String quantity, String factor) {
        return of(quantity, factor, "0");
    }

    /** @param offset added to a value, in the unit itself, to count from the zero of the quantity */
    static Unit of(String quantity, String factor, String offset) {
        BigDecimal numerator = BigDecimal.ONE;
        BigDecimal denominator = BigDecimal.ONE;
        for (String operand : factor.split("(?=[*/])")) {
            BigDecimal number = new BigDecimal(operand.replaceFirst("[*/]", ""));
            if (operand.startsWith("/")) denominator = denominator.multiply(number);
            else numerator = numerator.multiply(number);
        }
        return exact(quantity, numerator, numerator.multiply(new BigDecimal(offset)), denominator);
    }

    private static Unit exact(String quantity, BigDecimal numerator, BigDecimal offset, BigDecimal denominator) {
        int places = Math.max(0, Math.max(offset.scale(), Math.max(numerator.scale(), denominator.scale())));
        return new Unit(
                quantity,
                numerator.movePointRight(places).toBigIntegerExact(),
                offset.movePointRight(places).toBigIntegerExact(),
                denominator.movePointRight(places).toBigIntegerExact());
    }

    /** Of differences between two values, where the zero of the scale drops out. */
    Unit ofDifferences() {
        return new Unit(quantity, numerator, BigInteger.ZERO, denominator);
    }

    boolean measuresTheSameAs(Unit other) {
        return quantity.equals(other.quantity);
    }
}
