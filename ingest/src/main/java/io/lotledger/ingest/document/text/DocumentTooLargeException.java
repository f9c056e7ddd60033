package io.lotledger.ingest.document.text;

/** One part of the document is too large to hold in memory. The message names the part, the limit and a remedy. */
public final class DocumentTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DocumentTooLargeException(String message) {
        super(message);
    }

    public static DocumentTooLargeException part(String place) {
        return new DocumentTooLargeException(
                "The event or header element at " + place + " has more than " + ReadingLimits.MAX_CHARACTERS
                        + " characters (each value or element counts as " + ReadingLimits.OVERHEAD
                        + " more), the limit of one event or header element; send it as several");
    }

    public static DocumentTooLargeException text(String place) {
        return new DocumentTooLargeException("The text at " + place + " has more than " + ReadingLimits.MAX_TEXT
                + " characters, the limit of one text; send a link to longer content");
    }
}
