package io.lotledger.projections.cte.records;

import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The movements of one lot that several events record: one of them has the row, with the documents of all. */
public final class RepeatedMovements {
    private final Map<ResolvedEvent, ResolvedEvent> kept = new HashMap<>();
    private final Map<ResolvedEvent, List<ResolvedEvent>> repeated = new HashMap<>();

    /** @param repeats with all that it had in its row before */
    public void add(ResolvedEvent keeps, ResolvedEvent repeats) {
        List<ResolvedEvent> all = repeated.computeIfAbsent(keeps, k -> new ArrayList<>());
        all.add(repeats);
        List<ResolvedEvent> before = repeated.remove(repeats);
        if (before != null) all.addAll(before);
        all.forEach(one -> kept.put(one, keeps));
    }

    /** The event that has the row of this one. */
    public Optional<ResolvedEvent> kept(ResolvedEvent repeats) {
        return Optional.ofNullable(kept.get(repeats));
    }

    /** The events whose movement this one has in its row. */
    public List<ResolvedEvent> repeated(ResolvedEvent keeps) {
        return repeated.getOrDefault(keeps, List.of());
    }
}
