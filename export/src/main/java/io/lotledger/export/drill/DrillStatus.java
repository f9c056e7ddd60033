package io.lotledger.export.drill;

import java.util.Locale;

/** The status of a drill: {@code pending → processing → completed | failed}. */
public enum DrillStatus {
    PENDING,
    PROCESSING,
    COMPLETED,
    FAILED;

    /** Whether the drill has ended. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED;
    }

    /** The word of the HTTP contract: {@code pending}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
