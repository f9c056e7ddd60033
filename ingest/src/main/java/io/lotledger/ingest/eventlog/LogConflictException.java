package io.lotledger.ingest.eventlog;

/** Another writer appended to one of the streams since they were read. Nothing was appended; read again and retry. */
public final class LogConflictException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public LogConflictException(Throwable cause) {
        super("another writer appended first", cause);
    }
}
