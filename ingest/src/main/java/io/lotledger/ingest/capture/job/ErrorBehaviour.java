package io.lotledger.ingest.capture.job;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How valid events are treated when their document has errors ({@code GS1-Capture-Error-Behaviour}). */
public enum ErrorBehaviour {
    /** Nothing of the document is captured. */
    ROLLBACK,
    /** The valid events are captured. */
    PROCEED;

    /** The value of the HTTP header, such as {@code rollback}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ErrorBehaviour> ofWord(String word) {
        return Stream.of(values()).filter(b -> b.word().equals(word)).findFirst();
    }
}
