package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.function.UnaryOperator;

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

    /** The same, with each path told by a place of the document; what is in order costs nothing. */
    public EventReview at(UnaryOperator<String> places) {
        return errors.isEmpty() && warnings.isEmpty()
                ? this
                : new EventReview(at(errors, places), at(warnings, places));
    }

    private static List<Violation> at(List<Violation> violations, UnaryOperator<String> places) {
        return violations.stream()
                .map(one -> new Violation(places.apply(one.path()), one.rule(), one.message(), one.value()))
                .toList();
    }

    public boolean isAccepted() {
        return errors.isEmpty();
    }
}
