package io.lotledger.ingest.capture.job;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What happens to the good events of a document that has bad ones ({@code GS1-Capture-Error-Behaviour}). */
public enum ErrorBehaviour {
    /** Nothing of the document is captured. */
    ROLLBACK,
    /** The good events are captured. */
    PROCEED;

    /** The word of the binding: {@code rollback}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ErrorBehaviour> ofWord(String word) {
        return Stream.of(values()).filter(b -> b.word().equals(word)).findFirst();
    }
}
