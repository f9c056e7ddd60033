package io.lotledger.ingest.capture;

/** The document is larger than one capture takes; nothing of it is kept. The message names the limit and what to do. */
public final class CaptureLimitExceededException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CaptureLimitExceededException(String message) {
        super(message);
    }

    static CaptureLimitExceededException events(int most) {
        return new CaptureLimitExceededException(
                "The document has more than " + most + " events, the most one capture takes; send it in parts");
    }

    /** @param most bytes */
    public static CaptureLimitExceededException bytes(long most) {
        return new CaptureLimitExceededException(
                "The document has more than " + most + " bytes, the most one capture takes; send it in parts");
    }
}
