package io.lotledger.api.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the layout draws around a page.
 *
 * @param finds whether the box that finds anything is open to the reader
 * @param theme {@code light} or {@code dark} as the reader chose it; null to follow the device
 * @param clock time left for the oldest open export; null when none is open
 * @param lag the sentence about tables that lag; null when they keep up
 */
public record Frame(
        String keyName,
        String organisation,
        String initials,
        boolean finds,
        List<Entry> entries,
        List<Entry> administration,
        @Nullable String theme,
        @Nullable Clock clock,
        @Nullable String lag) {

    /**
     * An entry of the navigation.
     *
     * @param count null when there is nothing to count
     */
    public record Entry(
            String id,
            String icon,
            String label,
            String url,
            @Nullable Long count) {}

    /** @param isLate whether the answer is overdue */
    public record Clock(String text, String url, boolean isLate) {}
}
