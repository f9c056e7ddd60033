package io.lotledger.projections.query.named;

import io.lotledger.ingest.document.text.Json;
import io.lotledger.projections.query.EventQuery;
import io.lotledger.projections.query.QueryRefusedException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A query that a client stored under a name, or the predefined {@value #SIMPLE_EVENT_QUERY}.
 *
 * @param json as {@link EventQuery#ofJson} reads it, with the prefixes it needs
 * @param createdAt {@code null} for the predefined query
 * @param createdBy the id of the key that stored it; {@code null} for the predefined query
 */
public record NamedQuery(
        String name,
        String json,
        @Nullable Instant createdAt,
        @Nullable String createdBy) {
    /** The predefined query (EPCIS 2.0 §8.2.7.1): without parameters it finds every event. */
    public static final String SIMPLE_EVENT_QUERY = "SimpleEventQuery";

    /** The predefined query exists in every organisation. It is not stored and cannot be deleted. */
    public boolean isPredefined() {
        return name.equals(SIMPLE_EVENT_QUERY);
    }

    /** @throws QueryRefusedException when a version before accepted the query, and this one does not */
    public EventQuery parsed() {
        return EventQuery.ofJson(Json.MAPPER.readTree(json));
    }
}
