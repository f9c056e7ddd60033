package io.lotledger.ingest.epcis.identifier;

import java.math.BigInteger;
import java.util.UUID;

/** A UUID as 22 characters of an alphabet without look-alikes: one base-57 integer, most significant digit first. */
public final class ShortUuid {
    public static final int LENGTH = 22;
    private static final String ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private ShortUuid() {}

    public static String encode(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        long[] quarters = {high >>> 32, high & 0xFFFF_FFFFL, low >>> 32, low & 0xFFFF_FFFFL};
        char[] digits = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            long remainder = 0;
            for (int q = 0; q < quarters.length; q++) { // long division
                long part = remainder << 32 | quarters[q];
                quarters[q] = part / ALPHABET.length();
                remainder = part % ALPHABET.length();
            }
            digits[i] = ALPHABET.charAt((int) remainder);
        }
        return new String(digits);
    }

    /** @throws IllegalArgumentException when the text is not 22 characters of the alphabet, or exceeds 128 bits */
    public static UUID decode(String text) {
        if (text.length() != LENGTH)
            throw new IllegalArgumentException(
                    "a short id has " + LENGTH + " characters, this one has " + text.length());
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < LENGTH; i++) {
            int digit = ALPHABET.indexOf(text.charAt(i));
            if (digit < 0)
                throw new IllegalArgumentException(
                        "'" + text.charAt(i) + "' at character " + (i + 1) + " is not in the alphabet " + ALPHABET);
            number = number.multiply(BASE).add(BigInteger.valueOf(digit));
        }
        if (number.bitLength() > 128) throw new IllegalArgumentException("the short id is larger than a UUID");
        return new UUID(number.shiftRight(64).longValue(), number.longValue());
    }
}
