package io.lotledger.projections.lineage.facts;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * Log positions at which spans of positions can be read together, as few as possible. In a log that is captured in the order of
 * its events nothing changes after an event, so one position does for all of a batch.
 */
final class SharedPositions<T> {
    private final Map<Long, List<At<T>>> byPosition = new TreeMap<>();

    private SharedPositions() {}

    /** @param until exclusive */
    record Span(long since, long until) {}

    /** A span that begins at {@code since} can be read at the position. */
    record At<T>(T of, long since) {}

    private record Owned<T>(T of, Span span) {}

    /** @param spans of each, that do not overlap */
    static <T> SharedPositions<T> of(Collection<T> all, Function<T, List<Span>> spans) {
        List<Owned<T>> byEnd = new ArrayList<>();
        all.forEach(one -> spans.apply(one).forEach(span -> byEnd.add(new Owned<>(one, span))));
        byEnd.sort(Comparator.comparingLong(owned -> owned.span().until()));
        SharedPositions<T> shared = new SharedPositions<>();
        long last = -1;
        for (Owned<T> owned : byEnd) {
            if (owned.span().since() > last) last = owned.span().until() - 1;
            shared.byPosition
                    .computeIfAbsent(last, position -> new ArrayList<>())
                    .add(new At<>(owned.of(), owned.span().since()));
        }
        return shared;
    }

    /** In the order of the positions, and so of the spans of each. */
    void forEach(BiConsumer<Long, List<At<T>>> each) {
        byPosition.forEach(each);
    }
}
