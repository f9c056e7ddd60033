package io.lotledger.export.workbook.ooxml;

import org.apache.poi.xssf.streaming.SXSSFRow;

/** Measures wrapped text, because POI does not measure streamed rows. */
public final class WrappedText {
    /** The tallest row a spreadsheet allows. */
    static final float MAX_POINTS = 409;

    private static final float POINTS_PER_LINE = 13;

    private WrappedText() {}

    /** Makes the row tall enough for this number of lines, and never shrinks it. */
    static void makeRoom(SXSSFRow row, int lines) {
        float points = Math.min(MAX_POINTS, lines * POINTS_PER_LINE);
        if (points > row.getHeightInPoints()) row.setHeightInPoints(points);
    }

    /** @param width in characters */
    public static int lines(String text, int width) {
        int lines = 0;
        for (String line : text.split("\n", -1)) lines += wrapped(line, width);
        return lines;
    }

    /** Counts lines as a spreadsheet wraps them, between words. */
    private static int wrapped(String line, int width) {
        int lines = 1;
        int used = 0;
        for (String word : line.split(" ", -1)) {
            if (used > 0 && used + 1 + word.length() > width) {
                lines++;
                used = 0;
            }
            used += (used > 0 ? 1 : 0) + word.length();
            if (used > width) { // a word longer than the line is broken
                lines += (used - 1) / width;
                used = (used - 1) % width + 1;
            }
        }
        return lines;
    }
}
