package io.lotledger.projections.lineage.facts;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The log positions between which things are held, from what is held at each position at which this may change. */
final class HeldSpans<T> {
    private final Span<T> ended;
    private final Map<T, Long> held = new LinkedHashMap<>();

    HeldSpans(Span<T> ended) {
        this.ended = ended;
    }

    /** Takes a thing with the positions between which it is held; {@code until} is {@code null} if for ever. */
    interface Span<T> {
        void held(T one, long since, @Nullable Long until);
    }

    /** What is held since a position before the first turn. */
    void begin(T one, long since) {
        held.put(one, since);
    }

    /** @param position later than those before */
    void turn(long position, Collection<T> all) {
        Set<T> now = new LinkedHashSet<>(all);
        held.forEach((one, since) -> {
            if (!now.contains(one)) ended.held(one, since, position);
        });
        held.keySet().retainAll(now);
        now.forEach(one -> held.putIfAbsent(one, position));
    }

    void end(@Nullable Long until) {
        held.forEach((one, since) -> ended.held(one, since, until));
        held.clear();
    }
}
