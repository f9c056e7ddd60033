package io.lotledger.api.lots;

import io.lotledger.api.paging.PageRequest;
import io.lotledger.projections.cte.model.Finding;
import io.lotledger.projections.cte.model.FindingKind;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A page of findings while it is filled, portion by portion. It never holds more than its size. */
final class FindingsPage {
    private final UUID organisation;
    private final Set<FindingKind> kinds;
    private final int size;
    private final long position;
    private final Set<FindingBody> found = new LinkedHashSet<>();
    private final SortedSet<Long> unreadable = new TreeSet<>();
    private int skip;

    /**
     * @param kinds of the findings that the page may hold
     * @param position the log position of the findings
     * @param skip findings of the first portion that earlier pages went through, of any kind
     */
    FindingsPage(UUID organisation, Set<FindingKind> kinds, int size, long position, int skip) {
        this.organisation = organisation;
        this.kinds = kinds;
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

    Set<FindingKind> kinds() {
        return kinds;
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
            if (!kinds.contains(portion.get(i).kind())) continue;
            FindingBody body = FindingBody.of(organisation, portion.get(i));
            if (found.contains(body)) continue;
            if (isFull()) return Optional.of(place + " +" + i + "@" + position);
            found.add(body);
        }
        return Optional.empty();
    }

    /** Notes an entry of the log whose lots have no findings here. */
    void leaveOut(long position) {
        unreadable.add(position);
    }

    /** @param next where the next page begins; null if this is the last one */
    FindingsController.Page end(@Nullable String next) {
        return new FindingsController.Page(
                List.copyOf(found),
                next == null ? null : PageRequest.token(next),
                unreadable.isEmpty() ? null : List.copyOf(unreadable));
    }
}
