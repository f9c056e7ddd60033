package io.lotledger.projections.lineage.facts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was held before the position from which on contents are derived, and what goes on. */
final class KnownSpans<T> {
    private final List<Held<T>> ended = new ArrayList<>();
    private final Map<T, Long> open = new LinkedHashMap<>();

    void know(Held<T> held, long from) {
        Long until = held.until();
        if (until != null && until <= from) ended.add(held);
        else open.put(held.one(), held.since());
    }

    /** With the part between the positions of what was read. */
    List<Held<T>> of(List<Held<T>> read, long start, long end) {
        List<Held<T>> all = new ArrayList<>(ended);
        for (Held<T> held : read) {
            long since = Math.max(held.since(), start);
            long until = Math.min(end(held), end);
            if (since >= until) continue;
            Long known = since == start ? open.remove(held.one()) : null;
            all.add(new Held<>(held.one(), known == null ? since : known, until == Long.MAX_VALUE ? null : until));
        }
        open.forEach((one, since) -> all.add(new Held<>(one, since, Math.min(start, end))));
        return all;
    }

    private static long end(Held<?> held) {
        return held.until() == null ? Long.MAX_VALUE : held.until();
    }

    record Held<T>(T one, long since, @Nullable Long until) {}
}
