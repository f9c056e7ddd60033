package io.lotledger.ingest.capture;

import java.nio.file.Path;

/**
 * How much one document may be, and where it waits.
 *
 * @param mostEvents events in one document, at most
 * @param mostMembers EPCs and quantities of one event, at most
 * @param mostBytes bytes of one document, at most, before and after decompression
 * @param spoolDirectory where a document larger than memory should hold is kept while it is read; ours alone, emptied at start
 */
public record CaptureSettings(int mostEvents, int mostMembers, long mostBytes, Path spoolDirectory) {
    /** As many members as one event may have unless told. */
    public static final int MEMBERS = 20_000;

    public CaptureSettings {
        if (mostMembers < 1) throw new IllegalArgumentException("an event has at least 1 member, not " + mostMembers);
        if (mostEvents < 1) throw new IllegalArgumentException("a document has at least 1 event, not " + mostEvents);
        if (mostBytes < 1) throw new IllegalArgumentException("a document has at least 1 byte, not " + mostBytes);
    }
}
