package io.lotledger.api.dashboard.home;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A part of a page that is read by itself. A failed part says so, and the others are shown.
 *
 * @param value null when the part failed, or is not for the reader
 */
record PagePart<T>(@Nullable T value, boolean failed) {
    private static final Logger LOG = LoggerFactory.getLogger(PagePart.class);

    static <T> PagePart<T> hidden() {
        return new PagePart<>(null, false);
    }

    static <T> PagePart<T> of(boolean isShown, String name, Supplier<T> reading) {
        if (!isShown) return hidden();
        try {
            return new PagePart<>(reading.get(), false);
        } catch (RuntimeException e) {
            LOG.warn("the part '{}' of a page cannot be read", name, e);
            return new PagePart<>(null, true);
        }
    }

    /** Whether the part has a place on the page, as a value or as the sentence that it failed. */
    public boolean shown() {
        return failed || value != null;
    }
}
