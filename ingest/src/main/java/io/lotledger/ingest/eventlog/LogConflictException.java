package io.lotledger.ingest.eventlog;

/** Somebody else appended to one of the streams in between. Nothing was appended; look again and retry. */
public final class LogConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogConflictException(Throwable cause) {
        super("another writer was first", cause);
    }
}
