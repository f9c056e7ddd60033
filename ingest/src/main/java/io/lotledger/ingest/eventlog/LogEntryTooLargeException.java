package io.lotledger.ingest.eventlog;

/** An entry exceeds the size limit of the log's server; nothing was appended. */
public final class LogEntryTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogEntryTooLargeException(String message) {
        super(message);
    }
}
