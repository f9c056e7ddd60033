package io.lotledger.export.job;

import org.jspecify.annotations.Nullable;

/**
 * The product build that renders a workbook. Another build of the same version may render the same events differently.
 *
 * @param productVersion {@code 0.1.0}
 * @param build the commit the server was built from, with {@code -dirty} when its sources were changed since; null when that
 *     is not known
 */
public record Maker(String productVersion, @Nullable String build) {

    /** As a workbook prints it. */
    public String printed() {
        return build == null ? productVersion : productVersion + ", build " + build;
    }

    @Override
    public String toString() {
        return "version " + productVersion + (build == null ? " (build not recorded)" : ", build " + build);
    }
}
