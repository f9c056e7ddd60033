package io.lotledger.ingest.eventlog;

import org.jspecify.annotations.Nullable;

/**
 * The log's server does not answer. An append may or may not have succeeded. Retrying is safe, because the log stores
 * each event once.
 */
public final class LogUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
