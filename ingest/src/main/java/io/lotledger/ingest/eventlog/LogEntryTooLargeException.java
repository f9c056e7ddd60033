package io.lotledger.ingest.eventlog;

/** An entry is larger than the server that keeps the log takes; nothing was appended. */
public final class LogEntryTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogEntryTooLargeException(String message) {
        super(message);
    }
}
