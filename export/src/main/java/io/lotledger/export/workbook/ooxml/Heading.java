package io.lotledger.export.workbook.ooxml;

import java.util.List;

/**
 * What stands in row 1 above a column. Plain text without a link: a link would open the browser of everybody who sorts, and some
 * programs print the text of a link without its line breaks.
 *
 * @param width in characters
 */
public record Heading(String text, int width) {
    private static final float POINTS_PER_LINE = 12.5f;
    private static final float MARGIN = 4;

    /** Tall enough for the longest of them, wrapped to its width. */
    static float points(List<Heading> headings) {
        int lines = headings.stream()
                .mapToInt(heading -> WrappedText.lines(heading.text(), heading.width()))
                .max()
                .orElse(1);
        return Math.min(WrappedText.MAX_POINTS, lines * POINTS_PER_LINE + MARGIN);
    }
}
