package io.lotledger.projections.cte.classify;

import io.lotledger.projections.cte.reading.ResolvedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The movements of one lot that two events record: one of them has the row, with the documents of both. */
final class RepeatedMovements {
    private final Map<ResolvedEvent, ResolvedEvent> kept = new HashMap<>();
    private final Map<ResolvedEvent, List<ResolvedEvent>> repeated = new HashMap<>();

    void add(ResolvedEvent keeps, ResolvedEvent repeats) {
        kept.put(repeats, keeps);
        repeated.computeIfAbsent(keeps, k -> new ArrayList<>()).add(repeats);
    }

    /** The event that has the row of this one. */
    Optional<ResolvedEvent> kept(ResolvedEvent repeats) {
        return Optional.ofNullable(kept.get(repeats));
    }

    /** The events whose movement this one has in its row. */
    List<ResolvedEvent> repeated(ResolvedEvent keeps) {
        return repeated.getOrDefault(keeps, List.of());
    }
}
