package io.lotledger.projections.rebuild;

import org.jspecify.annotations.Nullable;

/** The new tables cannot replace the old ones yet, because a transaction reads the old ones. */
final class TablesInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TablesInUseException(String projection, @Nullable Throwable cause) {
        super(
                "the tables of " + projection
                        + " are being read; the new tables replace them once these reads have ended",
                cause);
    }
}
