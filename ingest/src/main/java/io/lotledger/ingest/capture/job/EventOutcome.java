package io.lotledger.ingest.capture.job;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one event of a document. The component names are those of the client's JSON.
 *
 * @param index index of the event in the document, from 0
 * @param place place of the partner's record that the event was made from, such as {@code Shipping!17}; {@code null}
 *     when an event was sent
 * @param eventID the sender's or the assigned eventID; {@code null} for a rejected event without one
 * @param payloadHash the event hash; {@code null} if it was not computed
 */
public record EventOutcome(
        int index,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String place,
        @Nullable String eventID,
        Status status,
        @Nullable String payloadHash,
        List<Violation> warnings,
        List<Violation> errors) {
    /** Rule of the error on a valid event that was rolled back with its document. */
    public static final String ROLLBACK = "rollback";

    public EventOutcome {
        warnings = List.copyOf(warnings);
        errors = List.copyOf(errors);
    }

    /** Whether the event itself is valid and was not captured because of other errors in its document. */
    @JsonIgnore
    public boolean isRolledBack() {
        return errors.stream().anyMatch(error -> error.rule().equals(ROLLBACK));
    }

    public enum Status {
        ACCEPTED,
        /** The log already has the same event; nothing was appended. */
        DUPLICATE,
        REJECTED
    }
}
