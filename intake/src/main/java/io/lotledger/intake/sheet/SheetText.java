package io.lotledger.intake.sheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a cell as its reader sees it. */
final class SheetText {
    /** A character by its code: Excel writes a carriage return as {@code _x000D_} (ECMA-376, ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private static final char DELETE = '\u007f';

    /** Soft hyphens, marks of direction, joiners, and what else has no width. */
    private static final Pattern INVISIBLE =
            Pattern.compile("[\\u00ad\\u034f\\u061c\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufeff]");

    private static final Pattern LINE_BREAK =
            Pattern.compile("\\h*[\\n\\u000b\\f\\r\\u0085\\u2028\\u2029]+[\\h\\n\\u000b\\f\\r\\u0085\\u2028\\u2029]*");

    private static final Pattern SPACE = Pattern.compile("[\\t\\p{Zs}]");

    private SheetText() {}

    /** Replaces the escapes of a workbook's texts by their characters. */
    static String unescaped(String text) {
        if (!text.contains("_x")) return text;
        Matcher escape = ESCAPE.matcher(text);
        return escape.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /**
     * As its reader sees it, in one line: each kind of space is a plain one, as is a line break, and characters without
     * width are left out. Texts copied from web pages have both, and two that look the same are the same.
     */
    static String plain(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (from < to && isBlank(text.charAt(to - 1))) to--;
        String stripped = text.substring(from, to);
        if (stripped.chars().allMatch(c -> c == ' ' || (c > ' ' && c < DELETE))) return stripped;
        String visible = INVISIBLE.matcher(stripped).replaceAll("");
        return SPACE.matcher(LINE_BREAK.matcher(visible).replaceAll(" ")).replaceAll(" ");
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
