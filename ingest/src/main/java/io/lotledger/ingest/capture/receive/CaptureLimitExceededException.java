package io.lotledger.ingest.capture.receive;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.Violation;

/** The document exceeds a limit of one capture; nothing of it is stored. The message names the limit and a remedy. */
public final class CaptureLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CaptureLimitExceededException(String message) {
        super(message);
    }

    public static CaptureLimitExceededException events(int max) {
        return new CaptureLimitExceededException(
                "The document has more than " + max + " events, the limit of one capture; send it in parts");
    }

    public static CaptureLimitExceededException members(String place, int members, int max) {
        return new CaptureLimitExceededException("The event at " + place + " has " + members
                + " members, but one event may have at most " + max
                + " EPCs and quantities, and as many sources, destinations and business"
                + " transactions; send it as several events");
    }

    public static CaptureLimitExceededException links(String place, long links, int max) {
        return new CaptureLimitExceededException("The event at " + place + " links its inputs to its outputs in "
                + links + " ways, more than " + max + "; send it as several transformations");
    }

    public static CaptureLimitExceededException rejected(int max, Violation first) {
        return new CaptureLimitExceededException(
                "More than " + max + " events have errors, and the document is captured"
                        + " as a whole; correct them and send it again. The first error is at " + first.path() + ": "
                        + first.message());
    }

    static CaptureLimitExceededException ratio(int max, long uncheckedBytes) {
        return new CaptureLimitExceededException("The body decompresses to more than " + max
                + " times its size, the limit beyond " + uncheckedBytes + " bytes; send it in parts or uncompressed");
    }

    public static CaptureLimitExceededException part(DocumentTooLargeException e) {
        return new CaptureLimitExceededException(String.valueOf(e.getMessage()));
    }

    /** @param max maximum number of bytes */
    public static CaptureLimitExceededException bytes(long max) {
        return new CaptureLimitExceededException(
                "The document has more than " + max + " bytes, the limit of one capture; send it in parts");
    }
}
