package io.lotledger.ingest.capture;

import io.lotledger.ingest.document.Violation;
import java.util.List;

/**
 * What the rules say of one event.
 *
 * @param errors what keeps it from being captured; all of it, in no more than one pass
 * @param warnings what is accepted and noted
 */
public record EventReview(List<Violation> errors, List<Violation> warnings) {
    public EventReview {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    public boolean isAccepted() {
        return errors.isEmpty();
    }
}
