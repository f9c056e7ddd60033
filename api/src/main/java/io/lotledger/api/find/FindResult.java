package io.lotledger.api.find;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a search.
 *
 * @param understoodAs what the text was understood as, in words
 * @param results at most {@value Finder#MOST_OF_A_KIND} of each kind on the first page
 * @param more kinds that have more results than the first page shows
 * @param close what is nearly called so, when nothing is called so
 * @param notes what is wrong with the text and what would be right, or what else to try
 * @param next the place after which the next page begins; null on the last page
 */
public record FindResult(
        String understoodAs,
        List<Found> results,
        List<More> more,
        List<Found> close,
        List<String> notes,
        @Nullable String next) {
    public FindResult {
        results = List.copyOf(results);
        more = List.copyOf(more);
        close = List.copyOf(close);
        notes = List.copyOf(notes);
    }

    /**
     * @param total how many there are, counted up to {@value Finder#MOST_COUNTED}
     * @param isAll whether that is all
     */
    public record More(FoundKind kind, int total, boolean isAll) {}

    /** The one thing that the text names, if it names one. */
    public Optional<Found> only() {
        List<Found> exact = results.stream().filter(Found::isExact).toList();
        return exact.size() == 1 ? exact.stream().findFirst() : Optional.empty();
    }
}
