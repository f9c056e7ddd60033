package io.lotledger.intake.fda.row;

import java.io.ByteArrayOutputStream;

/** Small numbers in a byte each, larger ones in two and more: seven bits to a byte, the lowest first. */
final class PackedNumbers {
    private static final int MORE = 0x80;

    private final byte[] bytes;
    private int position;

    /** Reads packed numbers from the first on. */
    PackedNumbers(byte[] bytes) {
        this.bytes = bytes;
    }

    static byte[] of(int[] numbers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2 * numbers.length);
        for (int number : numbers) {
            int rest = number;
            for (; rest >= MORE; rest >>>= 7) bytes.write(rest | MORE);
            bytes.write(rest);
        }
        return bytes.toByteArray();
    }

    boolean hasNext() {
        return position < bytes.length;
    }

    int next() {
        int number = 0;
        for (int shift = 0; ; shift += 7) {
            byte one = bytes[position++];
            number |= (one & (MORE - 1)) << shift;
            if (one >= 0) return number;
        }
    }
}
