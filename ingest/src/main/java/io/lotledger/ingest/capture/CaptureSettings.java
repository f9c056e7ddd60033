package io.lotledger.ingest.capture;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Limits of one document, and the directory where it is staged.
 *
 * @param maxEvents maximum number of events in one document
 * @param maxMembers maximum number of EPCs and quantities in one event
 * @param maxBytes maximum size of one document, before and after decompression
 * @param spoolDirectory directory for documents too large to be staged in memory; used by this process alone and
 *     emptied at start
 * @param commitTimeout how long a request waits for the commit of a document that is committed in a group
 */
public record CaptureSettings(
        int maxEvents, int maxMembers, long maxBytes, Path spoolDirectory, Duration commitTimeout) {
    /** Default of {@code maxMembers}. */
    public static final int MEMBERS = 20_000;

    public CaptureSettings {
        if (maxMembers < 1) throw new IllegalArgumentException("maxMembers must be at least 1, not " + maxMembers);
        if (maxEvents < 1) throw new IllegalArgumentException("maxEvents must be at least 1, not " + maxEvents);
        if (maxBytes < 1) throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
        if (commitTimeout.compareTo(Duration.ofSeconds(1)) < 0)
            throw new IllegalArgumentException("commitTimeout must be at least 1s, not " + commitTimeout);
    }
}
