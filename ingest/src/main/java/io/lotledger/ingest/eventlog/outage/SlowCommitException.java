package io.lotledger.ingest.eventlog.outage;

import java.time.Duration;

/** The log has not committed a document within the time that a request waits. Sending it again is safe: the log stores each event once. */
public final class SlowCommitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration waited;
    private final boolean isStoredPerhaps;

    /** @param isStoredPerhaps whether the commit goes on; otherwise nothing of the document is stored */
    public SlowCommitException(Duration waited, boolean isStoredPerhaps) {
        super("the document was not committed within " + waited.toSeconds() + " s");
        this.waited = waited;
        this.isStoredPerhaps = isStoredPerhaps;
    }

    public Duration waited() {
        return waited;
    }

    public boolean isStoredPerhaps() {
        return isStoredPerhaps;
    }
}
