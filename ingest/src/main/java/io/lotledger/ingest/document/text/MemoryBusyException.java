package io.lotledger.ingest.document.text;

/** Other documents take all the memory that there is for large events. The same document can be read later. */
public final class MemoryBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MemoryBusyException() {
        super("all memory for large events is in use");
    }
}
