package io.lotledger.ingest.document.text;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong, or worth noting, in a document.
 *
 * @param path JSON path of the value: {@code $.epcisBody.eventList[3].bizStep}
 * @param rule stable id of the rule: {@code bizStep}, {@code required}
 * @param message what is wrong and what would be right, for a person
 * @param value the offending value, shortened; {@code null} where it is missing
 */
public record Violation(
        String path, String rule, String message, @Nullable String value) {
    private static final int SHOWN = 200;

    public Violation {
        if (value != null && value.length() > SHOWN) value = value.substring(0, SHOWN) + "…";
        value = value == null ? null : printable(value);
        message = printable(message);
    }

    private static boolean isUnprintable(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }

    /** Half a surrogate pair or a NUL is what the violation may be about; no database or encoder takes either. */
    private static String printable(String text) {
        if (text.chars().noneMatch(Violation::isUnprintable)) return text; // as nearly all; no surrogates at all
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().map(c -> isUnprintable(c) ? 0xFFFD : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }
}
