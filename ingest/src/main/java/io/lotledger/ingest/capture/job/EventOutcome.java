package io.lotledger.ingest.capture.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event of a document, under the names in which a client is told.
 *
 * @param index its place in the document, from 0
 * @param eventID the sender's, or the one assigned; {@code null} for an event that has none because it was not read so far
 * @param payloadHash the event hash; {@code null} where it was not computed
 */
public record EventOutcome(
        int index,
        @Nullable String eventID,
        Status status,
        @Nullable String payloadHash,
        List<Violation> warnings,
        List<Violation> errors) {
    /** The rule of an event that has no fault of its own. */
    public static final String ROLLBACK = "rollback";

    public EventOutcome {
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** Whether the event itself is in order, and was not captured for the faults of others in its document. */
    @JsonIgnore
    public boolean isSharedFate() {
        return errors.stream().anyMatch(error -> error.rule().equals(ROLLBACK));
    }

    public enum Status {
        ACCEPTED,
        /** The very event is in the log already: nothing to do. */
        DUPLICATE,
        REJECTED
    }
}
