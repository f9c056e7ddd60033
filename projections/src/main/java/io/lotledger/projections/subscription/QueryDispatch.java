package io.lotledger.projections.subscription;

import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.condition.Condition;
import io.lotledger.projections.query.event.IndexEntry;
import io.lotledger.projections.query.event.QueriedEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Finds the queries that an event matches, without testing every query: a query is filed under the index entries of its
 * most selective condition, of which each event that matches has one. Only queries without such a condition are tested
 * against every event of their organisation.
 */
final class QueryDispatch<T> {
    /** A condition with more entries than this is not worth filing. */
    private static final int MOST_ENTRIES = 5_000;

    /** @param owner what the caller wants to hear of when the query matches */
    record Filed<T>(UUID organisation, EventQuery query, T owner) {}

    private final Map<Long, List<Filed<T>>> byEntry = new HashMap<>();
    private final Map<UUID, List<Filed<T>>> unfiled = new HashMap<>();

    /** @param queries resolved ones */
    QueryDispatch(Collection<Filed<T>> queries) {
        queries.forEach(this::file);
    }

    private void file(Filed<T> filed) {
        Set<IndexEntry> entries = Set.of();
        for (Condition condition : filed.query().conditions()) {
            Set<IndexEntry> any = condition.anyOf();
            if (any.isEmpty() || any.size() > MOST_ENTRIES) continue;
            if (entries.isEmpty() || any.size() < entries.size()) entries = any;
        }
        if (entries.isEmpty()) {
            unfiled.computeIfAbsent(filed.organisation(), o -> new ArrayList<>())
                    .add(filed);
        }
        for (IndexEntry entry : entries) {
            byEntry.computeIfAbsent(entry.key(filed.organisation()), k -> new ArrayList<>())
                    .add(filed);
        }
    }

    void match(StoredEvent stored, Consumer<T> matched) {
        QueriedEvent event = stored.event();
        Set<Filed<T>> candidates = new LinkedHashSet<>(unfiled.getOrDefault(stored.organisation(), List.of()));
        if (!byEntry.isEmpty()) {
            for (long key : event.keys(stored.organisation())) candidates.addAll(byEntry.getOrDefault(key, List.of()));
        }
        for (Filed<T> candidate : candidates) {
            if (candidate.organisation().equals(stored.organisation())
                    && candidate.query().matches(event)) matched.accept(candidate.owner());
        }
    }
}
