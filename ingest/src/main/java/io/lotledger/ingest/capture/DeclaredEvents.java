package io.lotledger.ingest.capture;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Looks up which events were declared in error. */
public interface DeclaredEvents {
    /**
     * By the id of each of these events that a projected error declaration names, the ids of the events that stand in for
     * it; an empty set where no declaration names any.
     */
    Map<String, Set<String>> corrections(UUID organisation, Collection<String> eventIDs);
}
