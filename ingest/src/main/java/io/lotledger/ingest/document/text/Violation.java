package io.lotledger.ingest.document.text;

import org.jspecify.annotations.Nullable;

/**
 * An error or warning about a document.
 *
 * @param path JSON path of the value: {@code $.epcisBody.eventList[3].bizStep}
 * @param rule stable id of the rule: {@code bizStep}, {@code required}
 * @param message the problem and the expected form, for a person
 * @param value the offending value, shortened; {@code null} if it is missing
 */
public record Violation(
        String path, String rule, String message, @Nullable String value) {
    private static final int MAX_LENGTH = 200;

    public Violation {
        if (value != null && value.length() > MAX_LENGTH) value = value.substring(0, MAX_LENGTH) + "…";
        value = value == null ? null : printable(value);
        message = printable(message);
    }

    private static boolean isUnprintable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    /**
     * Replaces NUL characters and half surrogate pairs, which the violation may be about: no database or encoder
     * accepts them.
     */
    private static String printable(String text) {
        if (text.chars().noneMatch(Violation::isUnprintable)) return text; // fast path: no NUL and no surrogates
        StringBuilder result = new StringBuilder(text.length());
        text.codePoints().map(c -> isUnprintable(c) ? 0xFFFD : c).forEach(result::appendCodePoint);
        return result.toString();
    }
}
