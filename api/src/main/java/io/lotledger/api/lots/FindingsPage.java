package io.lotledger.api.lots;

import io.lotledger.api.paging.PageRequest;
import io.lotledger.projections.cte.model.Finding;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A page of findings while it is filled, portion by portion. It never holds more than its size. */
final class FindingsPage {
    private final UUID organisation;
    private final Predicate<Finding> filter;
    private final int size;
    private final long position;
    private final Set<FindingBody> found = new LinkedHashSet<>();
    private int skip;

    /**
     * @param position the log position of the findings
     * @param skip findings of the first portion that earlier pages went through, counted without the filter
     */
    FindingsPage(UUID organisation, Predicate<Finding> filter, int size, long position, int skip) {
        this.organisation = organisation;
        this.filter = filter;
        this.size = size;
        this.position = position;
        this.skip = skip;
    }

    UUID organisation() {
        return organisation;
    }

    long position() {
        return position;
    }

    boolean isFull() {
        return found.size() == size;
    }

    /**
     * Takes the findings of a portion as far as they fit.
     *
     * @param place where the portion begins
     * @return where the next page begins if not all fitted
     */
    Optional<String> add(String place, List<Finding> portion) {
        int first = skip;
        skip = 0;
        for (int i = first; i < portion.size(); i++) {
            if (!filter.test(portion.get(i))) continue;
            FindingBody body = FindingBody.of(organisation, portion.get(i));
            if (found.contains(body)) continue;
            if (isFull()) return Optional.of(place + " +" + i + "@" + position);
            found.add(body);
        }
        return Optional.empty();
    }

    /** @param next where the next page begins; null if this is the last one */
    FindingsController.Page end(@Nullable String next) {
        return new FindingsController.Page(List.copyOf(found), next == null ? null : PageRequest.token(next));
    }
}
