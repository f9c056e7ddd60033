package io.lotledger.ingest.capture.receive;

import io.lotledger.ingest.document.text.DocumentTooLargeException;
import io.lotledger.ingest.document.text.Violation;

/** The document is larger than one capture takes; nothing of it is kept. The message names the limit and what to do. */
public final class CaptureLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CaptureLimitExceededException(String message) {
        super(message);
    }

    public static CaptureLimitExceededException events(int most) {
        return new CaptureLimitExceededException(
                "The document has more than " + most + " events, the most one capture takes; send it in parts");
    }

    public static CaptureLimitExceededException members(String place, int members, int most) {
        return new CaptureLimitExceededException("The event at " + place + " has " + members
                + " members, more than " + most + " EPCs and quantities, or sources, destinations and business"
                + " transactions, the most one event has; send it as several events");
    }

    public static CaptureLimitExceededException links(String place, long links, int most) {
        return new CaptureLimitExceededException("The event at " + place + " links its inputs to its outputs in "
                + links + " ways, more than " + most + "; send it as several transformations");
    }

    public static CaptureLimitExceededException rejected(int most, Violation first) {
        return new CaptureLimitExceededException(
                "More than " + most + " events have errors, and the document is captured"
                        + " as a whole; correct them and send it again. The first error is at " + first.path() + ": "
                        + first.message());
    }

    static CaptureLimitExceededException ratio(int most, long always) {
        return new CaptureLimitExceededException(
                "The body decompresses to more than " + most + " times its size, the most one capture takes beyond "
                        + always + " bytes; send it in parts or as it is");
    }

    public static CaptureLimitExceededException part(DocumentTooLargeException e) {
        return new CaptureLimitExceededException(String.valueOf(e.getMessage()));
    }

    /** @param most bytes */
    public static CaptureLimitExceededException bytes(long most) {
        return new CaptureLimitExceededException(
                "The document has more than " + most + " bytes, the most one capture takes; send it in parts");
    }
}
