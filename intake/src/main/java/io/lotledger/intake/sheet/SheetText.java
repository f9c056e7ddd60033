package io.lotledger.intake.sheet;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a cell as its reader sees it. */
final class SheetText {
    /** A character by its code: Excel writes a carriage return as {@code _x000D_} (ECMA-376, ST_Xstring). */
    private static final Pattern ESCAPE = Pattern.compile("_x([0-9A-Fa-f]{4})_");

    private SheetText() {}

    /** Replaces the escapes of a workbook's texts by their characters. */
    static String unescaped(String text) {
        if (!text.contains("_x")) return text;
        Matcher escape = ESCAPE.matcher(text);
        return escape.replaceAll(
                found -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(found.group(1), 16))));
    }

    /** Without white space at both ends: no-break spaces and invisible characters, as copied from web pages, too. */
    static String stripped(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isBlank(text.charAt(from))) from++;
        while (from < to && isBlank(text.charAt(to - 1))) to--;
        return text.substring(from, to);
    }

    private static boolean isBlank(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT;
    }
}
