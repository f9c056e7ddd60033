package io.lotledger.ingest.capture.job;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a document as a whole. */
public enum BatchStatus {
    /** No event was rejected. */
    ACCEPTED,
    /** Some events were rejected, and the others were captured. */
    PARTIALLY_ACCEPTED,
    /** Nothing was captured. */
    REJECTED;

    static BatchStatus of(boolean success, ErrorBehaviour behaviour, CaptureJob.Counts counts) {
        if (success) return ACCEPTED;
        boolean nothing = behaviour == ErrorBehaviour.ROLLBACK || counts.accepted() + counts.duplicate() == 0;
        return nothing ? REJECTED : PARTIALLY_ACCEPTED;
    }

    /** The status with this name, in any case. */
    public static Optional<BatchStatus> ofWord(String word) {
        return Stream.of(values())
                .filter(status -> status.name().equals(word.strip().toUpperCase(Locale.ROOT)))
                .findFirst();
    }
}
