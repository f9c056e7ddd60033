package io.lotledger.ingest.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The server that keeps the log does not answer. What was being appended may be in the log or not; it is safe to send it
 * again, since the log keeps each event once.
 */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
