package io.lotledger.ingest.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * An entry of the log that the caller needs is missing, or its stored payload cannot be read. The message names its position and
 * what an operator does; it quotes nothing of the payload.
 */
public final class DamagedEntryException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    private final long position;

    public DamagedEntryException(long position, @Nullable RuntimeException cause) {
        super(
                "The log entry at position " + position + " is " + (cause == null ? "missing" : "damaged")
                        + ", and what was asked for needs it. An operator restores the entry from a backup (operations.md, \"A"
                        + " damaged log entry\"); then ask again",
                cause);
        this.position = position;
    }

    public long position() {
        return position;
    }
}
