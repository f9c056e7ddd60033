package io.lotledger.export.workbook.ooxml;

import java.util.List;

/**
 * The heading of a column, in row 1. It is plain text without a link: a click to sort would open the link in a browser, and some
 * programs print a link's text without its line breaks.
 *
 * @param width in characters
 */
public record Heading(String text, int width) {
    private static final float POINTS_PER_LINE = 12.5f;
    private static final float MARGIN = 4;

    /** Height in points of the tallest heading, each wrapped to its width. */
    static float points(List<Heading> headings) {
        int lines = headings.stream()
                .mapToInt(heading -> WrappedText.lines(heading.text(), heading.width()))
                .max()
                .orElse(1);
        return Math.min(WrappedText.MAX_POINTS, lines * POINTS_PER_LINE + MARGIN);
    }
}
