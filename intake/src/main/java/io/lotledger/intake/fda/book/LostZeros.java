package io.lotledger.intake.fda.book;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Codes of the same digits that differ in their leading zeros. Each is a lot of its own; a spreadsheet program may have made
 * one of another, which no reader can know.
 */
final class LostZeros {
    /** Of numbers with more digits a program changes the last ones too. */
    private static final int MOST_DIGITS = 15;

    private static final Pattern DIGITS = Pattern.compile("\\d{1," + MOST_DIGITS + "}");

    private LostZeros() {}

    /** The other codes, the shortest first; none if the code is no number that a program keeps. */
    static List<String> spellings(String code) {
        if (!DIGITS.matcher(code).matches()) return List.of();
        int zeros = 0;
        while (zeros < code.length() - 1 && code.charAt(zeros) == '0') zeros++;
        String number = code.substring(zeros);
        List<String> spellings = new ArrayList<>(MOST_DIGITS);
        for (int length = number.length(); length <= MOST_DIGITS; length++) {
            if (length != code.length()) spellings.add("0".repeat(length - number.length()) + number);
        }
        return spellings;
    }

    /** @param where says who has these codes, such as {@code this file has} */
    static String message(String where, Collection<String> codes, String at) {
        return where + " " + String.join(" and ", codes) + at
                + ", which is another lot as long as its zeros differ. A spreadsheet program may have taken zeros away;"
                + " the lots are not joined. If they are one, format the column as text, write the code in one way and"
                + " send the file again, with ?replaces= and the captureID of the stored row";
    }
}
