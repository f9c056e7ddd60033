package io.lotledger.ingest.epcis.identifier;

import java.util.Optional;
import java.util.regex.Pattern;

/** The syntax of GS1 application identifiers in an element string (GS1 General Specifications §3.2 and §7.8). */
final class ApplicationIdentifiers {
    private static final Pattern TWO_DIGITS = Pattern.compile("0[0-4]|1[0-35-7]|2[0-2]|30|37|9[0-9]");
    private static final Pattern THREE_DIGITS =
            Pattern.compile("235|24[0-3]|25[01345]|40[0-3]|41[0-7]|42[0-7]|71[0-7]");
    private static final Pattern FOUR_DIGITS = Pattern.compile("(?:3[1-69]|43|70|72|80|81|82)\\d\\d");

    /** Identifiers with a data field of predefined length: no separator follows (figure 7.8.5-2). */
    private static final Pattern MEASURE = Pattern.compile("3[1-6]\\d\\d");

    private static final Pattern DATE = Pattern.compile("1[1-9]");
    private static final Pattern GLN = Pattern.compile("41\\d");

    private ApplicationIdentifiers() {}

    /** The application identifier with which the text begins. */
    static Optional<String> at(String text, int from) {
        for (int length = 2; length <= 4; length++) {
            int end = from + length;
            if (end > text.length()) break;
            String candidate = text.substring(from, end);
            if (isOne(candidate)) return Optional.of(candidate);
        }
        return Optional.empty();
    }

    static boolean isOne(String candidate) {
        return switch (candidate.length()) {
            case 2 -> TWO_DIGITS.matcher(candidate).matches();
            case 3 -> THREE_DIGITS.matcher(candidate).matches();
            case 4 -> FOUR_DIGITS.matcher(candidate).matches();
            default -> false;
        };
    }

    /** The predefined length of the data field, which then has digits only; 0 for a field that a separator ends. */
    static int fixedLength(String ai) {
        if (ai.equals("00")) return 18;
        if (ai.equals("01") || ai.equals("02") || ai.equals("03")) return 14;
        if (ai.equals("04")) return 16;
        if (ai.equals("20")) return 2;
        if (DATE.matcher(ai).matches() || MEASURE.matcher(ai).matches()) return 6;
        return GLN.matcher(ai).matches() ? 13 : 0;
    }

    /** The longest data field of the identifiers that name a lot or a serial; 90 for all others. */
    static int longest(String ai) {
        return ai.equals("10") || ai.equals("21") || ai.equals("22") || ai.equals("254") ? 20 : 90;
    }
}
