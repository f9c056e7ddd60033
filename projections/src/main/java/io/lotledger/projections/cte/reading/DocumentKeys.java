package io.lotledger.projections.cte.reading;

import java.util.Collections;
import java.util.Set;

/**
 * The documents of an event, by what identifies them: their URIs. FDA's spreadsheet has no GLN beside a document's number,
 * so a document without one is that of another event if kind and number are the same.
 *
 * @param numbers kind and number of each document
 * @param withoutGln kind and number of the documents that name no GLN
 */
public record DocumentKeys(Set<String> uris, Set<String> numbers, Set<String> withoutGln) {
    public DocumentKeys {
        uris = Set.copyOf(uris);
        numbers = Set.copyOf(numbers);
        withoutGln = Set.copyOf(withoutGln);
    }

    public boolean isEmpty() {
        return uris.isEmpty();
    }

    /** Whether one document is of both. */
    public boolean share(DocumentKeys other) {
        return !Collections.disjoint(uris, other.uris)
                || !Collections.disjoint(withoutGln, other.numbers)
                || !Collections.disjoint(numbers, other.withoutGln);
    }
}
