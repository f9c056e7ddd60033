package io.lotledger.ingest.capture.rules;

import io.lotledger.ingest.document.text.Violation;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * The review together with what the reader of the event's source found before. A rule's violation at a place where
     * the reader found an error repeats that error and is left out.
     */
    public EventReview after(List<Violation> readerErrors, List<Violation> readerWarnings) {
        if (readerErrors.isEmpty() && readerWarnings.isEmpty()) return this;
        Set<String> faulty = readerErrors.stream().map(Violation::path).collect(Collectors.toSet());
        return new EventReview(joined(readerErrors, errors, faulty), joined(readerWarnings, warnings, faulty));
    }

    private static List<Violation> joined(List<Violation> reader, List<Violation> rules, Set<String> faulty) {
        return Stream.concat(reader.stream(), rules.stream().filter(one -> !faulty.contains(one.path())))
                .toList();
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
