package io.lotledger.export.workbook.ooxml;

/** Text for a cell: it shows what the partner sent, and a spreadsheet executes none of it. */
final class CellText {
    /** Characters in one cell, a limit of the format. */
    static final int MAX_LENGTH = 32_767;

    private static final int ESCAPE_LENGTH = "_xHHHH_".length();

    private CellText() {}

    /**
     * Escapes text for XML. Control characters become their pictures (U+2400 and on), code points that are not characters
     * become U+FFFD, and {@code _x0041_}, which a spreadsheet would read as {@code A}, keeps its letters.
     */
    static String of(String text) {
        for (int i = 0; i < text.length(); i++) if (!plain(text, i)) return rewritten(text, i);
        return text;
    }

    /** Whether a spreadsheet, or a CSV made from it, could read the text as a formula. */
    static boolean looksLikeFormula(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
    }

    private static boolean plain(String text, int i) {
        char c = text.charAt(i);
        if (c >= ' ' && c < '\u007f') return c != '_' || !isEscape(text, i);
        if (c < ' ') return c == '\n' || c == '\t' || c == '\r';
        return (c > '\u007f' && c < '\ud800') || (c >= '\ue000' && c < '\ufffe');
    }

    private static String rewritten(String text, int from) {
        StringBuilder rewritten = new StringBuilder(text.length() + 8).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (plain(text, i)) rewritten.append(c);
            else if (c == '_') rewritten.append("_x005F_");
            else if (c < ' ') rewritten.append((char) ('\u2400' + c));
            else if (c == '\u007f') rewritten.append('\u2421');
            else if (isPair(text, i)) rewritten.append(c).append(text.charAt(++i));
            else rewritten.append('\ufffd');
        }
        return rewritten.toString();
    }

    private static boolean isPair(String text, int i) {
        return i + 1 < text.length() && Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1));
    }

    private static boolean isEscape(String text, int i) {
        if (i + ESCAPE_LENGTH > text.length() || text.charAt(i + 1) != 'x' || text.charAt(i + 6) != '_') return false;
        for (int digit = i + 2; digit < i + 6; digit++) if (Character.digit(text.charAt(digit), 16) < 0) return false;
        return true;
    }
}
