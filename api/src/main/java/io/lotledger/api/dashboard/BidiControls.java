package io.lotledger.api.dashboard;

/**
 * Unicode's controls of writing direction. In a name or an address that others wrote, one turns round what stands after it, too.
 * Text from right to left needs none to be shown as such.
 */
public final class BidiControls {
    private BidiControls() {}

    static boolean areIn(CharSequence text) {
        return text.chars().anyMatch(BidiControls::isControl);
    }

    private static boolean isControl(int c) {
        return c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    /** The text in the order in which it was written. */
    public static String without(String text) {
        if (!areIn(text)) return text;
        StringBuilder shown = new StringBuilder(text.length());
        text.chars().filter(c -> !isControl(c)).forEach(c -> shown.append((char) c));
        return shown.toString();
    }

    /** The same JSON, with the controls in its strings as escapes. */
    public static String escaped(String json) {
        if (!areIn(json)) return json;
        StringBuilder shown = new StringBuilder(json.length() + 5);
        json.chars().forEach(c -> shown.append(isControl(c) ? String.format("\\u%04x", c) : String.valueOf((char) c)));
        return shown.toString();
    }
}
