package io.lotledger.export.job;

import org.jspecify.annotations.Nullable;

/**
 * What makes a workbook. Another build may render the same events otherwise, whatever its version is called.
 *
 * @param productVersion {@code 0.1.0}
 * @param build the commit the server was built from, with {@code -dirty} where its sources were changed since; null where that
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
