package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The result of checking one event.
 *
 * @param errors all violations that keep the event from being captured, found in one pass
 * @param warnings violations that are accepted and reported
 */
public record EventReview(List<Violation> errors, List<Violation> warnings) {
    public EventReview {
        errors = List.copyOf(errors);
        warnings = List.copyOf(warnings);
    }

    /**
     * The same review with each path mapped to a place in the document; a review without violations is returned
     * unchanged.
     */
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
